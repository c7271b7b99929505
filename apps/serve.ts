/** Opens the city to the world: configuration, database, doors, and a clean end. */
import { randomBytes } from 'node:crypto'
import { Refusal } from '#kernel/contract/refusal.ts'
import { type City, openCity, PackError } from '#kernel/server/city.ts'
import { type Config, ConfigError, toConfig } from '#kernel/server/config.ts'
import { type Database, openDatabase } from '#kernel/server/database.ts'
import { EmbeddedPostgresError } from '#kernel/server/embedded-postgres.ts'
import { readEnv } from '#kernel/server/env.ts'
import { createLog, type Log } from '#kernel/server/log.ts'
import { loadTexts } from '#kernel/server/texts.ts'
import { channels, modules } from './modules.ts'

export interface OpenCity {
  readonly city: City
  readonly config: Config
  readonly log: Log
  close(): Promise<void>
}

const say = (line: string) => process.stdout.write(`${line}\n`)

/** The city without its doors: for the command line too. `background` works jobs and delivers facts. */
export async function openWholeCity(o: {
  background: boolean
  note: (line: string) => void
}): Promise<OpenCity> {
  const config = toConfig(readEnv())
  const log = createLog(config.logLevel)
  const database: Database = await openDatabase(config, o.note, { beside: !o.background })
  try {
    const city = await openCity({
      config,
      log,
      modules: [...modules, ...channels],
      pool: database.pool,
      alone: database.alone,
      now: () => new Date(),
      random: randomBytes,
      background: o.background,
      note: o.note,
    })
    const close = async () => {
      await city.stop()
      await database.stop()
    }
    return { city, config, log, close }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** `gorod serve`: resolves when the city has closed again. */
export async function serve(): Promise<void> {
  const began = performance.now()
  const stop = untilSignal()
  const open = await openWholeCity({ background: true, note: (step) => say(`  · ${step}`) })
  const { city, config } = open
  try {
    await city.server.listen({ port: config.port, host: config.host })
  } catch (error) {
    await open.close()
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new ConfigError(`Порт ${config.port} занят другой программой. Задайте другой: PORT=8081 npm start`)
  }
  say(welcome(config, (performance.now() - began) / 1000))
  await stop
  say('\nЗакрываемся: дослушиваем начатое…')
  await open.close()
  say('Закрыто, всё сохранено.')
}

function welcome(config: Config, seconds: number): string {
  const at = (path: string) => new URL(path, config.publicUrl).href
  const time = seconds.toLocaleString('ru', { maximumFractionDigits: 1 })
  const bots = [
    config.telegram && 'Telegram',
    config.alice && `Алиса ${at(`/hooks/alice/${config.alice.key}`)}`,
  ].filter(Boolean)
  const pages = [
    `  Жителям            ${at('/')}`,
    `  Кабинеты           ${at('/studio')}`,
    `  Каталог API        ${at('/studio/apis')}`,
    `  Описание API       ${at('/api/openapi.json')}, людям ${at('/reference')}`,
    ...(config.mail.smtpUrl ? [] : [`  Письма (разработка) ${at('/studio/outbox')}`]),
  ]
  return [
    '',
    `Город открыт за ${time} с`,
    ...(config.roles.has('web') ? pages : [`  Роли               ${[...config.roles].join(', ')}`]),
    ...(bots.length > 0 ? [`  Боты               ${bots.join(', ')}`] : []),
    `  Данные             ${config.databaseUrl ? 'PostgreSQL по DATABASE_URL' : config.dataDir}`,
    '  Остановить: Ctrl-C',
    '',
  ].join('\n')
}

/**
 * Ctrl-C or SIGTERM. A second one does not wait; but npm passes on the Ctrl-C that the terminal has sent to
 * us already, so two within a second are one.
 */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt = 0
    const ask = () => {
      if (askedAt > 0 && Date.now() - askedAt > 1000) process.exit(130)
      askedAt ||= Date.now()
      resolve()
    }
    process.on('SIGINT', ask)
    process.on('SIGTERM', ask)
  })
}

/** Runs a command and ends the process: mistakes of people are told in words, faults with their trace. */
export async function runToEnd(command: () => Promise<void>): Promise<never> {
  try {
    await command()
    process.exit(process.exitCode ?? 0)
  } catch (error) {
    const words = wordsOf(error)
    process.stderr.write(`\n${words ?? traceOf(error)}\n`)
    process.exit(words === undefined ? 1 : 2)
  }
}

/** What a person has to mend, in words; undefined for a fault of ours. */
function wordsOf(error: unknown): string | undefined {
  if (error instanceof Refusal) {
    const { title, next } = loadTexts().ofRefusal(error.code, 'ru', error.details)
    return [`${title} (${error.code})`, next].filter(Boolean).join('\n')
  }
  const isKnown =
    error instanceof ConfigError || error instanceof PackError || error instanceof EmbeddedPostgresError
  return isKnown ? error.message : undefined
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.stack, ...(error.cause === undefined ? [] : [`because: ${traceOf(error.cause)}`])].join('\n')
}
