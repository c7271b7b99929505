import process from 'node:process'

/** The launcher speaks before any settings are read: Russian, unless the terminal asks for another language. */
const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
const isEnglish = /^[a-z]{2}[_.-]/i.test(locale) && !/^ru/i.test(locale)

export function say(ru, en) {
  return isEnglish ? en : ru
}

export function tell(ru, en) {
  process.stdout.write(`${say(ru, en)}\n`)
}

/** Ends the process with a message for a person, without a stack. */
export function giveUp(ru, en) {
  process.stderr.write(`\n${say(ru, en)}\n`)
  process.exit(1)
}

export function seconds(fromMs) {
  const passed = (performance.now() - fromMs) / 1000
  return `${passed.toFixed(passed < 10 ? 1 : 0)} ${say('с', 's')}`
}
