/** The studio: cabinets of departments, developers and the team of the ecosystem. */
import { startApp } from '#kernel/web/frame.tsx'
import { StudioApp } from '#modules/cabinets/web/studio-door.ts'
import { loadWords } from './words.tsx'

startApp({ words: loadWords, basename: '/studio', isDense: true, children: <StudioApp /> })
