/**
 * The meter: calls are added up in memory and written once a second, a line for each minute, app, dataset,
 * operation and class of status. A kill loses at most the second that was not written.
 */
import type { Db } from '#kernel/server/db.ts'
import type { Log } from '#kernel/server/log.ts'
import { called } from '../../contract.ts'
import { addUsage, type UsageRow } from '../store/apps.ts'
import type { BusTables } from '../store/runs.ts'

export interface Call {
  readonly app: string
  readonly dataset: string
  readonly operation: 'items' | 'csv' | 'geojson' | 'query'
  readonly status: number
  readonly bytes: number
  readonly ms: number
  /** Absent for queries of services: their touch is counted by whoever serves the person. */
  readonly callerKey?: string
}

export interface Meter {
  count(call: Call): void
  /** Writes what has been added up. */
  flush(): Promise<void>
  start(): void
  stop(): Promise<void>
}

type Touch = {
  at: string
  api: string
  callerKey: string
  channel: 'api'
  outcome: 'ok' | 'refused' | 'failed'
  calls: number
}

export function createMeter(o: { db: Db<BusTables>; now: () => Date; log: Log }): Meter {
  let lines = new Map<string, { -readonly [K in keyof UsageRow]: UsageRow[K] }>()
  let touches = new Map<string, Touch>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    if (lines.size === 0) return
    const [usage, calls] = [[...lines.values()], [...touches.values()]]
    lines = new Map()
    touches = new Map()
    try {
      await o.db.write(async (tx) => {
        await addUsage(tx.sql, usage)
        if (calls.length > 0) await tx.record(called, { calls })
      })
    } catch (error) {
      // The database may be away for a moment: what was counted goes into the next second.
      for (const line of usage) addLine(line)
      for (const touch of calls) addTouch(touch)
      throw error
    }
  }

  function addLine(line: UsageRow): void {
    const key = [line.minute.getTime(), line.app, line.dataset, line.operation, line.statusClass].join('\0')
    const known = lines.get(key)
    if (!known) lines.set(key, { ...line })
    else {
      known.calls += line.calls
      known.bytes += line.bytes
      known.latencyMs += line.latencyMs
    }
  }

  function addTouch(touch: Touch): void {
    const key = [touch.at, touch.api, touch.callerKey, touch.outcome].join('\0')
    const known = touches.get(key)
    if (known) known.calls += touch.calls
    else touches.set(key, { ...touch })
  }

  const flush = () => {
    writing = writing.catch(() => {}).then(write)
    return writing
  }

  return {
    count({ app, dataset, operation, status, bytes, ms, callerKey }) {
      const minute = new Date(Math.floor(o.now().getTime() / 60_000) * 60_000)
      const statusClass = `${Math.floor(status / 100)}xx`
      addLine({ minute, app, dataset, operation, statusClass, calls: 1, bytes, latencyMs: ms })
      if (callerKey === undefined) return
      const outcome = status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed'
      addTouch({ at: minute.toISOString(), api: dataset, callerKey, channel: 'api', outcome, calls: 1 })
    },
    flush,
    start() {
      timer = setInterval(() => {
        flush().catch((error) => o.log.warn({ err: error }, 'usage was not written'))
      }, 1000)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await flush().catch((error) => o.log.error({ err: error }, 'the last usage was not written'))
    },
  }
}
