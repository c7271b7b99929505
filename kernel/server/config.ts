/**
 * The second move of configuration: meaning. Typed, cross-checked, and refusing to start on a
 * contradiction, with every mistake named at once.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import type { Env } from './env.ts'
import { rootDir } from './root.ts'

export const roles = ['web', 'worker', 'bots', 'dns'] as const
export type Role = (typeof roles)[number]

export interface Config {
  readonly port: number
  readonly host: string
  readonly publicUrl: URL
  readonly dataDir: string
  readonly packDir: string
  readonly mirrorDir: string | undefined
  readonly roles: ReadonlySet<Role>
  readonly secret: Buffer
  readonly staffEmails: readonly string[]
  readonly egressPrivate: readonly string[]
  readonly trustProxy: readonly string[]
  readonly ratePerMinute: number
  readonly logLevel: string
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string }
  readonly telegram:
    | { readonly token: string; readonly webhookSecret: string | undefined; readonly apiRoot: URL }
    | undefined
  readonly alice: { readonly skillId: string; readonly key: string } | undefined
}

/** The environment contradicts itself; the message names every mistake and its cure. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

export function toConfig(env: Env): Config {
  const wrong: string[] = []
  const check = <T>(name: string, good: boolean, value: T, cure: string): T => {
    if (!good) wrong.push(`${name}: ${cure}`)
    return value
  }
  const folder = (path: string) => (isAbsolute(path) ? path : resolve(rootDir, path))
  const list = (text: string) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
  const url = (name: string, text: string, fallback: string): URL => {
    if (URL.canParse(text)) return new URL(text)
    wrong.push(`${name}: «${text}» не адрес, нужен вид ${fallback}`)
    return new URL(fallback)
  }

  const port = Number(env.PORT)
  check('PORT', Number.isInteger(port) && port >= 0 && port < 65536, port, `«${env.PORT}» не номер порта`)
  const asked = list(env.GOROD_ROLES)
  const unknown = asked.filter((role) => !(roles as readonly string[]).includes(role))
  check(
    'GOROD_ROLES',
    asked.length > 0 && unknown.length === 0,
    asked,
    `неизвестно: ${unknown.join(', ')}; есть ${roles.join(', ')}`,
  )

  const dataDir = folder(env.GOROD_DATA)
  const packDir = folder(env.GOROD_PACK)
  check('GOROD_PACK', existsSync(join(packDir, 'pack.json')), packDir, `в папке ${packDir} нет pack.json`)
  const mirrorDir = env.GOROD_MIRROR ? folder(env.GOROD_MIRROR) : undefined
  check('GOROD_MIRROR', !mirrorDir || existsSync(mirrorDir), mirrorDir, `папки ${mirrorDir} нет`)
  check('GOROD_SECRET', !env.GOROD_SECRET || env.GOROD_SECRET.length >= 32, 0, 'короче 32 знаков')
  check(
    'DATABASE_URL',
    !env.DATABASE_URL || /^postgres(ql)?:\/\//.test(env.DATABASE_URL),
    0,
    'нужен вид postgres://user:password@host:5432/database',
  )
  check('REDIS_URL', !env.REDIS_URL || /^rediss?:\/\//.test(env.REDIS_URL), 0, 'нужен вид redis://host:6379')
  const ratePerMinute = Number(env.GOROD_RATE_PER_MINUTE)
  check(
    'GOROD_RATE_PER_MINUTE',
    Number.isInteger(ratePerMinute) && ratePerMinute > 0,
    0,
    'нужно целое число больше нуля',
  )
  check(
    'TELEGRAM_WEBHOOK_SECRET',
    /^[A-Za-z0-9_-]{0,256}$/.test(env.TELEGRAM_WEBHOOK_SECRET),
    0,
    'до 256 знаков из A-Z a-z 0-9 _ - (Bot API, setWebhook)',
  )
  check(
    'TELEGRAM_WEBHOOK_SECRET',
    !env.TELEGRAM_WEBHOOK_SECRET || env.TELEGRAM_BOT_TOKEN !== '',
    0,
    'задан без TELEGRAM_BOT_TOKEN',
  )
  const publicUrl = url(
    'GOROD_PUBLIC_URL',
    env.GOROD_PUBLIC_URL.replace('PORT', String(port)),
    `http://localhost:${port}`,
  )
  const apiRoot = url('TELEGRAM_API_ROOT', env.TELEGRAM_API_ROOT, 'https://api.telegram.org')

  if (wrong.length > 0)
    throw new ConfigError(
      `Запуск невозможен, настройки противоречивы:\n${wrong.map((w) => `  • ${w}`).join('\n')}`,
    )

  const kept = keepSecrets(dataDir, env)
  return {
    port,
    host: env.GOROD_HOST,
    publicUrl,
    dataDir,
    packDir,
    mirrorDir,
    roles: new Set(asked as Role[]),
    secret: kept.secret,
    staffEmails: list(env.GOROD_STAFF).map((email) => email.toLowerCase()),
    egressPrivate: list(env.GOROD_EGRESS_PRIVATE),
    trustProxy: list(env.GOROD_TRUST_PROXY),
    ratePerMinute,
    logLevel: env.GOROD_LOG,
    databaseUrl: env.DATABASE_URL || undefined,
    redisUrl: env.REDIS_URL || undefined,
    mail: { smtpUrl: env.SMTP_URL || undefined, from: env.MAIL_FROM },
    telegram: env.TELEGRAM_BOT_TOKEN
      ? { token: env.TELEGRAM_BOT_TOKEN, webhookSecret: env.TELEGRAM_WEBHOOK_SECRET || undefined, apiRoot }
      : undefined,
    alice: env.ALICE_SKILL_ID ? { skillId: env.ALICE_SKILL_ID, key: kept.aliceKey } : undefined,
  }
}

/** The signing secret: given, or made once and kept readable by the owner alone. */
function keepSecrets(dataDir: string, env: Env): { secret: Buffer; aliceKey: string } {
  const file = join(dataDir, 'secret')
  let text = env.GOROD_SECRET
  if (!text) {
    if (!existsSync(file)) {
      mkdirSync(dataDir, { recursive: true })
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 })
    }
    text = readFileSync(file, 'utf8').trim()
  }
  const derive = (purpose: string) => createHash('sha256').update(`${purpose}:${text}`).digest()
  return {
    secret: derive('gorod'),
    aliceKey: env.ALICE_WEBHOOK_KEY || derive('alice').toString('base64url').slice(0, 32),
  }
}
