/** Every ask type has a field: the one list. */
import type { ComponentType } from 'react'
import type { AskType } from '#modules/flows/contract/view.ts'
import { ChoiceField } from './choice-field.tsx'
import type { FieldProps } from './field.ts'
import { HouseField } from './house-field.tsx'
import { LocationField } from './location-field.tsx'
import { ManyField } from './many-field.tsx'
import { RatingField } from './rating-field.tsx'
import { TypedField } from './typed-field.tsx'
import { UploadField } from './upload-field.tsx'
import { YesNoField } from './yes-no-field.tsx'

export const fields: Record<AskType, ComponentType<FieldProps>> = {
  text: TypedField,
  number: TypedField,
  date: TypedField,
  time: TypedField,
  phone: TypedField,
  email: TypedField,
  bool: YesNoField,
  confirm: YesNoField,
  consent: YesNoField,
  choice: ChoiceField,
  many: ManyField,
  house: HouseField,
  location: LocationField,
  photo: UploadField,
  file: UploadField,
  rating: RatingField,
}

/** Types that one press answers: no separate «Далее» is needed. */
export const answeredAtOnce: ReadonlySet<AskType> = new Set([
  'bool',
  'confirm',
  'consent',
  'choice',
  'house',
  'location',
  'rating',
])
