/** The main screens as different eyes see them: in the dark, in large type, in English, on the smallest phone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from './browser.ts'
import { beginJourney, chooseHome, isSound, type Journey, keepSettings } from './journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await beginJourney()
})
afterAll(() => journey.end())

const plain = { lang: 'ru', scheme: 'light', isLarge: false, isSimple: false }
const looks: readonly [string, object, { width: number; height: number }][] = [
  ['dark', { ...plain, scheme: 'dark' }, { width: 390, height: 844 }],
  ['large-320', { ...plain, isLarge: true }, { width: 320, height: 640 }],
  ['english-1280', { ...plain, lang: 'en' }, { width: 1280, height: 900 }],
  // 200 % of a window of 1280 pixels.
  ['simple-zoomed', { ...plain, isSimple: true }, { width: 640, height: 450 }],
]
const screens: readonly [string, string][] = [
  ['home', '/'],
  ['my-home', '/s/my-home'],
  ['me', '/me'],
  ['api', '/studio/apis/schools'],
  ['board', '/studio/board'],
]

/** A map made while its part of the page was hidden must grow when that is shown. */
const mapsTooSmall =
  '[...document.querySelectorAll(".g-map canvas")].filter((c) => Math.abs(c.clientWidth - c.closest(".g-map").clientWidth) > 4).length'

test.each(looks)('every main screen is sound: %s', async (look, settings, size) => {
  const { browser, root } = journey
  const { page, context, complaints } = await visit(browser, 'phone')
  await chooseHome(page, root)
  await keepSettings(context, settings)
  await page.setViewportSize(size)
  for (const [name, path] of screens) {
    await page.goto(`${root}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await expect.poll(() => page.evaluate(mapsTooSmall)).toBe(0)
    await isSound(page, `${name}-${look}`)
  }
  expect(complaints).toEqual([])
  await context.close()
})
