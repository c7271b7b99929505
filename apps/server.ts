import { runToEnd, serve } from './serve.ts'

await runToEnd(serve)
