/** What the engine itself says. Flows may override most of it in `on` (FLOWS.md 7). */
import type { Text } from '#kernel/contract/text.ts'

export const defaultTexts = {
  farewell: { ru: 'До свидания. Возвращайтесь, когда понадоблюсь.', en: 'Goodbye. Come back any time.' },
  firstStep: { ru: 'Это первый шаг, назад некуда.', en: 'This is the first step.' },
  oldButton: {
    ru: 'Эта кнопка уже не действует. Ответьте на последний вопрос.',
    en: 'This button is old. Please answer the last question.',
  },
  several: { ru: 'Подходит несколько вариантов. Выберите один:', en: 'Several options fit. Choose one:' },
  severalHouses: {
    ru: 'Нашлось несколько адресов. Какой ваш?',
    en: 'Several addresses were found. Which one is yours?',
  },
  slow: {
    ru: 'Собираю данные, нужно ещё немного времени. Скажите «Продолжить».',
    en: 'Still collecting the data. Say "Continue".',
  },
  continue: { ru: 'Продолжить', en: 'Continue' },
  failed: {
    ru: 'Не получилось: что-то сломалось у нас. Ваши ответы не пропали.',
    en: 'Something broke on our side. Your answers are kept.',
  },
  phone: { ru: 'Позвоните:', en: 'Please phone:' },
  noHuman: { ru: 'Оператора сейчас нет. Попробуйте позже.', en: 'No operator is available now. Try later.' },
  handedOver: {
    ru: 'Зову оператора. Он ответит здесь.',
    en: 'Calling an operator. The answer will come here.',
  },
  declined: { ru: 'Хорошо, ничего не делаю.', en: 'All right, nothing is done.' },
  elsewhere: {
    ru: 'Это я покажу на телефоне: вслух такое не говорю.',
    en: 'I can show this on your phone: I do not say it aloud.',
  },
  notInGroup: { ru: 'Это я покажу в личных сообщениях.', en: 'I can show this in a private chat.' },
  sendElsewhere: {
    ru: 'Голосом это не передать. Продолжим на телефоне.',
    en: 'This cannot be sent by voice. Let us go on with your phone.',
  },
  continueHere: { ru: 'Продолжим на другом устройстве.', en: 'Let us go on with another device.' },
  chosen: { ru: 'Выбрано', en: 'Chosen' },
  yes: { ru: 'Да', en: 'Yes' },
  no: { ru: 'Нет', en: 'No' },
  agree: { ru: 'Согласен', en: 'I agree' },
  disagree: { ru: 'Не согласен', en: 'I do not agree' },
  enough: { ru: 'Готово', en: 'Done' },
  houseNotFound: {
    ru: 'Не нашёл такой дом. Назовите улицу и номер дома.',
    en: 'No such house was found. Name the street and the number.',
  },
} as const satisfies Record<string, Text>
