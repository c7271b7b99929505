import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCity, testCity } from '../../../tests/harness.ts'

/** A mail server that refuses `refusals` letters for a while before it takes them. */
function startMailServer() {
  const letters: { from: string; to: string[]; source: string }[] = []
  const state = { refusals: 0 }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let source = ''
      stream.on('data', (chunk: Buffer) => {
        source += chunk.toString('utf8')
      })
      stream.on('end', () => {
        if (state.refusals-- > 0) return done(Object.assign(new Error('try later'), { responseCode: 451 }))
        const { mailFrom, rcptTo } = session.envelope
        letters.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source,
        })
        done()
      })
    },
  })
  return new Promise<{ port: number; letters: typeof letters; state: typeof state; stop(): Promise<void> }>(
    (resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.server.address()
        const port = typeof address === 'object' && address ? address.port : 0
        resolve({ port, letters, state, stop: () => new Promise((done) => server.close(done)) })
      })
    },
  )
}

/** The plain-text part, decoded. */
function plainText(source: string): string {
  const part =
    source.split(/\r\n--[^\r\n]+\r\n/).find((one) => /content-type: text\/plain/i.test(one)) ?? source
  const [head = '', ...body] = part.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8')
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

describe('letters through a real mail server', () => {
  let mail: Awaited<ReturnType<typeof startMailServer>>
  let city: TestCity
  beforeAll(async () => {
    mail = await startMailServer()
    city = await testCity({
      background: true,
      env: { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'Город <no-reply@gorod.example>' },
    })
  })
  afterAll(async () => {
    await city?.close()
    await mail?.stop()
  })

  const ask = (email: string, lang: string) =>
    city.ask(undefined, 'POST', '/api/sign-in', { email }, { 'accept-language': lang })

  test('a Russian letter arrives, its link signs in, and nothing of it stays with us', async () => {
    expect((await ask('dasha@example.org', 'ru')).body).toEqual({ sent: true, minutes: 20, kept: false })
    await expect.poll(() => mail.letters.length, { timeout: 15_000 }).toBe(1)
    const letter = mail.letters[0]
    expect(letter).toMatchObject({ from: 'no-reply@gorod.example', to: ['dasha@example.org'] })
    const text = plainText(letter?.source ?? '')
    expect(text).toContain('Ссылка работает 20 минут, один раз.')
    const token = /\/sign-in#token=([\w-]+)/.exec(text)?.[1]
    expect((await city.ask(undefined, 'POST', '/api/sign-in/confirm', { token })).status).toBe(200)
    expect((await city.ask(undefined, 'GET', '/api/mail/outbox')).body.code).toBe('people.outbox_closed')
    await expect
      .poll(
        async () =>
          (
            await city.db
              .selectFrom('people.mail' as never)
              .selectAll()
              .execute()
          ).length,
      )
      .toBe(0)
  })

  test('a mail server that is busy gets the letter again', async () => {
    const before = mail.letters.length
    mail.state.refusals = 1
    await ask('egor@example.org', 'en')
    await expect.poll(() => mail.letters.length, { timeout: 20_000 }).toBe(before + 1)
    expect(plainText(mail.letters.at(-1)?.source ?? '')).toContain('The link works for 20 minutes, once.')
  })
})
