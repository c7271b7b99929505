/**
 * The second move of configuration: meaning. Typed, cross-checked, and refusing to start on a
 * contradiction, with every mistake named at once.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import type { Env } from './env.ts'
import { rootDir } from './root.ts'
import type { SettingName } from './settings.ts'

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
  const wrong = contradictions(env)
  if (wrong.length > 0) {
    throw new ConfigError(
      `Запуск невозможен, настройки противоречивы:\n${wrong.map((line) => `  • ${line}`).join('\n')}`,
    )
  }
  const dataDir = toFolder(env.GOROD_DATA)
  const kept = keepSecrets(dataDir, env)
  return {
    port: Number(env.PORT),
    host: env.GOROD_HOST,
    publicUrl: new URL(publicAddress(env)),
    dataDir,
    packDir: toFolder(env.GOROD_PACK),
    mirrorDir: env.GOROD_MIRROR ? toFolder(env.GOROD_MIRROR) : undefined,
    roles: new Set(toList(env.GOROD_ROLES) as Role[]),
    secret: kept.secret,
    staffEmails: toList(env.GOROD_STAFF).map((email) => email.toLowerCase()),
    egressPrivate: toList(env.GOROD_EGRESS_PRIVATE),
    trustProxy: toList(env.GOROD_TRUST_PROXY),
    ratePerMinute: Number(env.GOROD_RATE_PER_MINUTE),
    logLevel: env.GOROD_LOG,
    databaseUrl: env.DATABASE_URL || undefined,
    redisUrl: env.REDIS_URL || undefined,
    mail: { smtpUrl: env.SMTP_URL || undefined, from: env.MAIL_FROM },
    telegram: env.TELEGRAM_BOT_TOKEN
      ? {
          token: env.TELEGRAM_BOT_TOKEN,
          webhookSecret: env.TELEGRAM_WEBHOOK_SECRET || undefined,
          apiRoot: new URL(env.TELEGRAM_API_ROOT),
        }
      : undefined,
    alice: env.ALICE_SKILL_ID ? { skillId: env.ALICE_SKILL_ID, key: kept.aliceKey } : undefined,
  }
}

const toFolder = (path: string) => (isAbsolute(path) ? path : resolve(rootDir, path))
const toList = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
const publicAddress = (env: Env) => env.GOROD_PUBLIC_URL.replace('PORT', env.PORT)
const isWhole = (text: string, from: number, to: number) =>
  /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to
const emptyOr = (text: string, form: RegExp) => text === '' || form.test(text)

/** Every mistake of the environment, with its cure. */
function contradictions(env: Env): string[] {
  const asked = toList(env.GOROD_ROLES)
  const unknown = asked.filter((role) => !(roles as readonly string[]).includes(role))
  const rules: readonly [SettingName, boolean, string][] = [
    ['PORT', isWhole(env.PORT, 0, 65_535), `«${env.PORT}» не номер порта`],
    [
      'GOROD_PUBLIC_URL',
      URL.canParse(publicAddress(env)) || !isWhole(env.PORT, 0, 65_535),
      'нужен вид https://example.org',
    ],
    [
      'GOROD_ROLES',
      asked.length > 0 && unknown.length === 0,
      `неизвестно: ${unknown.join(', ')}; есть ${roles.join(', ')}`,
    ],
    [
      'GOROD_PACK',
      existsSync(join(toFolder(env.GOROD_PACK), 'pack.json')),
      `в папке ${toFolder(env.GOROD_PACK)} нет pack.json`,
    ],
    [
      'GOROD_MIRROR',
      !env.GOROD_MIRROR || existsSync(toFolder(env.GOROD_MIRROR)),
      `папки ${toFolder(env.GOROD_MIRROR)} нет`,
    ],
    ['GOROD_SECRET', emptyOr(env.GOROD_SECRET, /^.{32,}$/), 'короче 32 знаков'],
    ['GOROD_RATE_PER_MINUTE', isWhole(env.GOROD_RATE_PER_MINUTE, 1, 1e9), 'нужно целое число больше нуля'],
    [
      'DATABASE_URL',
      emptyOr(env.DATABASE_URL, /^postgres(ql)?:\/\//),
      'нужен вид postgres://user:password@host:5432/database',
    ],
    ['REDIS_URL', emptyOr(env.REDIS_URL, /^rediss?:\/\//), 'нужен вид redis://host:6379'],
    ['SMTP_URL', emptyOr(env.SMTP_URL, /^smtps?:\/\//), 'нужен вид smtp://user:password@host:587'],
    ['TELEGRAM_API_ROOT', URL.canParse(env.TELEGRAM_API_ROOT), 'нужен вид https://api.telegram.org'],
    [
      'TELEGRAM_WEBHOOK_SECRET',
      /^[A-Za-z0-9_-]{0,256}$/.test(env.TELEGRAM_WEBHOOK_SECRET),
      'до 256 знаков из A-Z a-z 0-9 _ - (Bot API, setWebhook)',
    ],
    [
      'TELEGRAM_WEBHOOK_SECRET',
      !env.TELEGRAM_WEBHOOK_SECRET || env.TELEGRAM_BOT_TOKEN !== '',
      'задан без TELEGRAM_BOT_TOKEN',
    ],
    [
      'ALICE_WEBHOOK_KEY',
      emptyOr(env.ALICE_WEBHOOK_KEY, /^[A-Za-z0-9_-]{20,}$/),
      'не короче 20 знаков из A-Z a-z 0-9 _ -',
    ],
    [
      'GOROD_LOG',
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(env.GOROD_LOG),
      `«${env.GOROD_LOG}» не подробность журнала`,
    ],
  ]
  return rules.filter(([, good]) => !good).map(([name, , cure]) => `${name}: ${cure}`)
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
