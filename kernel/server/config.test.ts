import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError, toConfig } from './config.ts'
import { readEnv } from './env.ts'

const folder = mkdtempSync(join(tmpdir(), 'gorod-config-'))
afterAll(() => rmSync(folder, { recursive: true }))
const config = (env: Record<string, string>) => toConfig(readEnv({ GOROD_DATA: folder, ...env }))

test('an empty environment is a good one', () => {
  const { port, publicUrl, roles, databaseUrl, telegram } = config({})
  expect({ port, publicUrl: publicUrl.href, roles: [...roles], databaseUrl, telegram }).toEqual({
    port: 8080,
    publicUrl: 'http://localhost:8080/',
    roles: ['web', 'worker', 'bots', 'dns'],
    databaseUrl: undefined,
    telegram: undefined,
  })
})

test.each([
  [{ PORT: 'eighty' }, 'PORT: «eighty» не номер порта'],
  [{ GOROD_ROLES: 'web,cook' }, 'GOROD_ROLES: неизвестно: cook'],
  [{ GOROD_PACK: 'packs/atlantis' }, 'нет pack.json'],
  [{ GOROD_MIRROR: '/nowhere/at/all' }, 'GOROD_MIRROR: папки /nowhere/at/all нет'],
  [{ GOROD_SECRET: 'short' }, 'GOROD_SECRET: короче 32 знаков'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: нужен вид postgres://'],
  [{ TELEGRAM_WEBHOOK_SECRET: 'ab', TELEGRAM_BOT_TOKEN: '' }, 'задан без TELEGRAM_BOT_TOKEN'],
  [{ GOROD_RATE_PER_MINUTE: '0' }, 'GOROD_RATE_PER_MINUTE'],
])('%o refuses to start: %s', (env, message) => {
  expect(() => config(env)).toThrow(ConfigError)
  expect(() => config(env)).toThrow(message)
})

test('all mistakes are named at once', () => {
  expect(() => config({ PORT: '-1', GOROD_ROLES: 'cook' })).toThrow(/PORT[\s\S]*GOROD_ROLES/)
})

test('the secret is made once, for the owner alone, and never lies in the clear in the config', () => {
  const first = config({}).secret
  expect(config({}).secret).toEqual(first)
  expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0)
  expect(first.toString('base64url')).not.toBe(readFileSync(join(folder, 'secret'), 'utf8'))
})
