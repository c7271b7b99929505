/**
 * A real browser out of an npm package, or an installed Chrome by `CHROME_PATH`. Every journey runs at phone
 * and desktop width; every screen is offered to axe.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromium } from 'playwright-core'

export const widths = [
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1280, height: 900 }],
] as const
export type Width = (typeof widths)[number][0]

/** The package's own arguments switch web security off; these do not. */
const args = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChrome(), args, headless: true })
}

async function findChrome(): Promise<string> {
  const installed = process.env['CHROME_PATH']
  if (installed) return installed
  // It unpacks into the temporary folder whatever its version is: give each user one of their own.
  const folder = join(tmpdir(), `gorod-chromium-143-${userInfo().uid}`)
  mkdirSync(folder, { recursive: true })
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    return await packed.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page complained of: errors of scripts, refused resources. */
  readonly complaints: string[]
}

export async function visit(
  browser: Browser,
  width: Width,
  o: { locale?: string; geolocation?: { latitude: number; longitude: number } } = {},
): Promise<Visit> {
  const size = widths.find(([name]) => name === width)?.[1] ?? widths[0][1]
  const context = await browser.newContext({
    viewport: size,
    locale: o.locale ?? 'ru-RU',
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
    ...(o.geolocation && { geolocation: o.geolocation, permissions: ['geolocation'] }),
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, context, complaints }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeFinding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Serious and critical findings of axe on the screen as it stands, in words. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const found = (await page.evaluate(
    'axe.run({ resultTypes: ["violations"] }).then((r) => r.violations)',
  )) as AxeFinding[]
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Pixels the page can be scrolled sideways: nothing may. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** A picture for people, when `GOROD_SCREENSHOTS` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['GOROD_SCREENSHOTS']
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
