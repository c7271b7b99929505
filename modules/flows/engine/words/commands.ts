/** Phrases that call a handler on every channel. Only the whole phrase counts: «помощь» calls help, «первая помощь» does not. */
import { plainWords } from './plain-words.ts'

const phrases = {
  help: 'помощь|помоги|справка|что ты умеешь|что ты можешь|что делать|подскажи|help|what can you do|/help',
  repeat:
    'повтори|повторить|повтори пожалуйста|еще раз|скажи еще раз|не расслышал|не расслышала|repeat|again|say it again',
  back: 'назад|вернись|вернуться|шаг назад|предыдущий вопрос|back|go back',
  menu: 'меню|главное меню|в начало|начать сначала|menu|main menu|/start|/menu',
  stop: 'стоп|хватит|выход|выйти|закончить|пока|до свидания|отстань|stop|exit|quit|bye|/stop',
  human:
    'оператор|человек|позови человека|позови оператора|соедини с оператором|живой человек|operator|human|talk to a human',
  more: 'еще|дальше|далее|показать еще|покажи еще|следующие|more|next|show more',
  continue: 'продолжить|продолжай|продолжим|continue|go on',
} as const

export type Command = keyof typeof phrases

const byPhrase = new Map<string, Command>()
for (const [command, list] of Object.entries(phrases) as [Command, string][]) {
  for (const phrase of list.split('|')) byPhrase.set(plainWords(phrase), command)
}

export const commandOf = (text: string): Command | undefined => byPhrase.get(plainWords(text))
