/** What a caller may use, and when a figure begins anew. Months and days are those of the region, not 30 × 24 hours. */
export interface Plan {
  readonly name: 'demo' | 'page' | 'app' | 'staff'
  readonly perMinute: number
  readonly quota: { readonly calls: number; readonly of: 'day' | 'month' }
  /** Largest page. */
  readonly limitMax: number
  /** Most rows in one export. */
  readonly exportMax: number
}

/** Without a key: enough to try everything, by address. */
export const demoPlan: Plan = {
  name: 'demo',
  perMinute: 60,
  quota: { calls: 1000, of: 'day' },
  limitMax: 200,
  exportMax: 10_000,
}

/** Our own pages, by address: many residents may live behind one. */
export const pagePlan: Plan = {
  name: 'page',
  perMinute: 600,
  quota: { calls: 100_000, of: 'day' },
  limitMax: 200,
  exportMax: 10_000,
}

export const appPlan: Plan = {
  name: 'app',
  perMinute: 600,
  quota: { calls: 100_000, of: 'month' },
  limitMax: 1000,
  exportMax: 1_000_000,
}

/** Staff look at quarantine through the same door. */
export const staffPlan: Plan = {
  name: 'staff',
  perMinute: 600,
  quota: { calls: 100_000, of: 'day' },
  limitMax: 1000,
  exportMax: 1_000_000,
}

export interface Window {
  /** Names the window: two calls in one window give one name. */
  readonly name: string
  readonly endsAt: Date
}

export function minuteWindow(now: Date): Window {
  const minute = Math.floor(now.getTime() / 60_000)
  return { name: String(minute), endsAt: new Date((minute + 1) * 60_000) }
}

/** The day or month of the region that `now` lies in. */
export function calendarWindow(now: Date, of: 'day' | 'month', timeZone: string): Window {
  const { year, month, day } = localDate(now, timeZone)
  const next = of === 'month' ? [year, month + 1, 1] : [year, month, day + 1]
  return {
    name: of === 'month' ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`,
    endsAt: startOfDay(next as [number, number, number], timeZone),
  }
}

const two = (n: number) => String(n).padStart(2, '0')

const formats = new Map<string, Intl.DateTimeFormat>()

function localParts(at: Date, timeZone: string): number[] {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const parts = format.formatToParts(at)
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  )
}

function localDate(at: Date, timeZone: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = localParts(at, timeZone)
  return { year, month, day }
}

/** The instant a local day begins: the offset is asked twice, for it may change that very night. */
function startOfDay([year, month, day]: readonly [number, number, number], timeZone: string): Date {
  const wanted = Date.UTC(year, month - 1, day)
  let at = wanted
  for (let turn = 0; turn < 2; turn++) {
    const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = localParts(new Date(at), timeZone)
    at += wanted - Date.UTC(y, mo - 1, d, h, mi, s)
  }
  return new Date(at)
}
