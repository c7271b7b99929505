/** Puts the accent of the region over the theme. Kept on the device, so that the next visit starts in its colours. */
import { accentTokens, type Tokens } from './accent.ts'
import { keptOnDevice } from './kept.ts'

const keptAccent = keptOnDevice('accent', (found) => (typeof found === 'string' ? found : ''))
/** A sheet of the script, not a style element: the content policy forbids those. */
const sheet = new CSSStyleSheet()

export function startRegionTheme(): void {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  paint(keptAccent.get())
}

export function setAccent(accent: string | undefined): void {
  const asked = accent ?? ''
  if (asked === keptAccent.get()) return
  keptAccent.set(asked)
  paint(asked)
}

function paint(accent: string): void {
  const light = accentTokens(accent, 'light')
  const dark = accentTokens(accent, 'dark')
  sheet.replaceSync(
    light && dark ? `${rule(':root, .vkui--vkBase--light', light)} ${rule('.vkui--vkBase--dark', dark)}` : '',
  )
}

const rule = (selector: string, tokens: Tokens): string =>
  `${selector} { ${Object.entries(tokens)
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ')} }`
