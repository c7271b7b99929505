/** The explicit list of ask types. */
import type { AskType } from '../../contract/view.ts'
import type { AskBlock } from './ask-block.ts'
import { fileAsk, photoAsk } from './attachment.ts'
import { choiceAsk } from './choice.ts'
import { consentAsk } from './consent.ts'
import { dateAsk } from './date.ts'
import { emailAsk } from './email.ts'
import { houseAsk } from './house.ts'
import { locationAsk } from './location.ts'
import { manyAsk } from './many.ts'
import { numberAsk } from './number.ts'
import { phoneAsk } from './phone.ts'
import { ratingAsk } from './rating.ts'
import { textAsk } from './text.ts'
import { timeAsk } from './time.ts'
import { boolAsk, confirmAsk } from './yes-no.ts'

export const asks: Readonly<Record<AskType, AskBlock>> = {
  text: textAsk,
  number: numberAsk,
  bool: boolAsk,
  confirm: confirmAsk,
  date: dateAsk,
  time: timeAsk,
  phone: phoneAsk,
  email: emailAsk,
  choice: choiceAsk,
  many: manyAsk,
  house: houseAsk,
  location: locationAsk,
  photo: photoAsk,
  file: fileAsk,
  rating: ratingAsk,
  consent: consentAsk,
}
