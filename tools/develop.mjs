/**
 * `npm run dev`: one address. Vite serves the pages and hands everything else to the server behind it,
 * which starts again at every change of its code.
 */
import { connect, createServer as listen } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { createServer } from 'vite'
import { root } from './checkout.mjs'
import { runNode } from './run.mjs'
import { tell } from './words.mjs'

const handedOver = ['/api', '/hooks', '/healthz', '/readyz', '/metrics', '/reference', '/errors']

export async function develop() {
  const port = Number(process.env.PORT || 8080)
  const behind = await freePort()
  const address = process.env.GOROD_PUBLIC_URL || `http://localhost:${port}`

  const pages = await createServer({
    configFile: join(root, 'vite.config.ts'),
    server: {
      port,
      strictPort: true,
      host: process.env.GOROD_HOST || true,
      proxy: Object.fromEntries(
        handedOver.map((path) => [path, { target: `http://127.0.0.1:${behind}`, xfwd: true }]),
      ),
    },
    plugins: [waitForServer(behind), openStudio],
    logLevel: 'warn',
  })
  await pages.listen()
  tell(
    `Разработка: ${address} (страницы и сервер обновляются сами)`,
    `Development: ${address} (pages and server reload)`,
  )

  const code = await runNode(
    [join(root, 'node_modules/tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', 'apps/server.ts'],
    {
      env: { ...process.env, PORT: String(behind), GOROD_HOST: '127.0.0.1', GOROD_PUBLIC_URL: address },
    },
  )
  await pages.close()
  process.exit(code)
}

/** A request that comes while the server starts again waits for it instead of failing. */
function waitForServer(port) {
  return {
    name: 'gorod-wait-for-server',
    configureServer({ middlewares }) {
      middlewares.use(async ({ url = '' }, _response, next) => {
        const isForServer = handedOver.some((path) => url.startsWith(path))
        for (let i = 0; isForServer && i < 150 && !(await answers(port)); i++) await pause(100)
        next()
      })
    },
  }
}

/** As the server does it: every address below /studio opens the cabinets. */
const openStudio = {
  name: 'gorod-open-studio',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      if (/^\/studio(\/[^.]*)?(\?|$)/.test(request.url)) request.url = '/studio.html'
      next()
    })
  },
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = listen()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
