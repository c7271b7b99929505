import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, toConfig } from '#kernel/server/config.ts'
import { readEnv } from '#kernel/server/env.ts'

/** Configuration of a city under test: nothing is read from the environment but what a test says. */
export function testConfig(change: Partial<Config> & { env?: Record<string, string> } = {}): Config {
  const { env, ...rest } = change
  const dataDir = rest.dataDir ?? mkdtempSync(join(tmpdir(), 'gorod-city-'))
  const config = toConfig(
    readEnv({
      GOROD_DATA: dataDir,
      GOROD_PACK: 'packs/petersburg',
      GOROD_SECRET: 'a secret of tests, long enough for the rule',
      GOROD_STAFF: 'vera@example.org',
      GOROD_RATE_PER_MINUTE: '100000',
      GOROD_EGRESS_PRIVATE: '127.0.0.1,localhost',
      GOROD_LOG: 'fatal',
      ...env,
    }),
  )
  return { ...config, ...rest }
}
