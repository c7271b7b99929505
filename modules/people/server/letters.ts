/** Letters: words in the reader's language, kept in the transaction of the act, sent by a job. */
import nodemailer from 'nodemailer'
import { Type } from 'typebox'
import { type Lang, say } from '#kernel/contract/text.ts'
import { newId } from '#kernel/server/id.ts'
import { type Job, job, jobKind } from '#kernel/server/jobs.ts'
import type { Kit } from '#kernel/server/module.ts'
import { signInPage } from '../contract.ts'
import { linkMinutes } from './rules.ts'
import { letterReads, letterWrites } from './store/letters.ts'
import type { PeopleTables } from './store/tables.ts'

export const sendLetter = jobKind('people.send_letter', Type.Object({ letterId: Type.String() }))

/** Tries for about ten minutes; after that the link in the letter is nearly dead. */
export const sendAttempts = 7

type LetterKit = Pick<Kit<PeopleTables>, 'config' | 'db' | 'now' | 'pack' | 'texts'>

export interface NewLetter {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly now: Date
}

export function composeSignIn(kit: LetterKit, to: string, token: string, lang: Lang): NewLetter {
  const link = new URL(`${signInPage}#token=${token}`, kit.config.publicUrl).href
  const values = { region: say(kit.pack.manifest.name, lang), minutes: linkMinutes }
  const words = (part: string) => kit.texts.find(`people-letter-${part}`, lang, values) ?? ''
  const now = kit.now()
  return {
    id: newId('mai', now),
    to,
    subject: words('subject'),
    text: [words('greeting'), words('press'), link, words('minutes'), words('stranger')].join('\n\n'),
    html: [
      `<!doctype html><html lang="${lang}"><body style="font: 16px/1.5 sans-serif; max-width: 32em">`,
      paragraph(words('greeting')),
      `<p><a href="${escapeHtml(link)}">${escapeHtml(words('button'))}</a></p>`,
      paragraph(words('minutes')),
      paragraph(words('stranger')),
      '</body></html>',
    ].join('\n'),
    now,
  }
}

const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Hands a letter to the mail server, then forgets it: its link must not lie about. */
export function letterJobs(kit: LetterKit): Job[] {
  const { smtpUrl, from } = kit.config.mail
  const transport = smtpUrl
    ? nodemailer.createTransport({
        url: smtpUrl,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000,
      })
    : undefined
  return [
    job(sendLetter, async ({ letterId }) => {
      const letter = await letterReads(kit.db.read).findLetter(letterId)
      if (!letter || !transport) return
      const { recipient, subject, text, html } = letter
      await transport.sendMail({ from, to: { name: '', address: recipient }, subject, text, html })
      await kit.db.write((tx) => letterWrites(tx.sql).removeLetter(letterId))
    }),
  ]
}
