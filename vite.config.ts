import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root: `${root}apps`,
  publicDir: `${root}apps/public`,
  cacheDir: `${root}node_modules/.vite`,
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  build: {
    outDir: `${root}dist/web`,
    emptyOutDir: true,
    target: 'es2022',
    // The content policy allows no data: scripts, and small files cost little over one connection.
    assetsInlineLimit: 0,
    // The map (1 MB) and the charts load by themselves, when shown.
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: `${root}apps/index.html`, studio: `${root}apps/studio.html` },
      // VKUI marks every file «use client»: it means nothing in a bundle, and fills the screen.
      onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
    },
  },
  server: { fs: { allow: [root] } },
})
