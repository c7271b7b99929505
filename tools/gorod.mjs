#!/usr/bin/env node
import { ensureBuilt } from './build.mjs'
import { ensureModules } from './install.mjs'
import { become } from './run.mjs'

/** The command line of the platform: `npx gorod --help`. */
await ensureModules()
await ensureBuilt(['server'])
await become('dist/cli.js')
