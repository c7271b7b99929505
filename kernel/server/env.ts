import { type SettingName, settings } from './settings.ts'

/** The environment, flat and dumb: names to texts, defaults filled in. Meaning is given by `config.ts`. */
export type Env = Readonly<Record<SettingName, string>>

/** The only place that reads the environment of the process. */
export function readEnv(from: Readonly<Record<string, string | undefined>> = process.env): Env {
  return Object.fromEntries(
    settings.map(({ name, default: otherwise }) => [name, from[name]?.trim() || otherwise]),
  ) as Env
}
