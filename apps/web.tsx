/** The resident's app: composes the screens with the channel that plays flows. */
import { lazy } from 'react'
import { startApp } from '#kernel/web/frame.tsx'
import { ResidentApp } from '#modules/cabinets/web/door.ts'
import { loadWords } from './words.tsx'

/** Fetched with the first service that is opened. */
const FlowPlayer = lazy(() => import('#channels/web/web/door.ts').then((m) => ({ default: m.FlowPlayer })))

startApp({ words: loadWords, children: <ResidentApp play={FlowPlayer} /> })
