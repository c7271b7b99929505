/** Bytes into text, sure of the charset: text that would come out as rubbish is a failure of the run. */
import iconv from 'iconv-lite'
import { Type } from 'typebox'
import { RunFailure } from '../runs/failure.ts'

/** `utf-8` when absent. */
export const Charset = Type.Optional(Type.String({ minLength: 1, maxLength: 40 }))

export function charsetMistake(charset: string | undefined): string | undefined {
  return charset === undefined || iconv.encodingExists(charset)
    ? undefined
    : `кодировка «${charset}» неизвестна; бывает utf-8, windows-1251, koi8-r, cp866`
}

export function toText(bytes: Buffer, charset = 'utf-8'): string {
  const marked = byteOrderMark(bytes)
  const name = marked ?? charset
  if (isUtf8Name(name)) {
    if (!isUtf8(bytes)) throw new RunFailure('wrong_charset', { charset: name })
    return new TextDecoder('utf-8').decode(bytes)
  }
  // Any bytes are windows-1251, so only a look at what they also are tells that the declaration is wrong.
  if (!marked && bytes.some((byte) => byte >= 0x80) && isUtf8(bytes))
    throw new RunFailure('wrong_charset', { charset: name })
  return iconv.decode(bytes, name)
}

function byteOrderMark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

const isUtf8Name = (name: string) => /^utf-?8$/i.test(name)

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** A page for people where data was expected: the commonest broken answer. */
export function refuseHtml(text: string): void {
  if (/^\s*<(!doctype|html|head|body)/i.test(text.slice(0, 500)))
    throw new RunFailure('broken_file', { what: 'HTML' })
}
