/** What every app of Gorod stands in: look, language, data, addresses. */
import '@vkontakte/vkui/dist/vkui.css'
import './theme.css'
import './ui/ui.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { AdaptivityProvider, AppRoot, ConfigProvider } from '@vkontakte/vkui'
import { type ReactNode, StrictMode, useEffect, useState, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { startRegionTheme } from './region-theme.ts'
import { useSettings } from './settings.ts'
import { createQueryClient } from './use-endpoint.ts'
import { type LoadWords, Words } from './words.tsx'

interface FrameProps {
  words: LoadWords
  basename?: string
  /** Cabinets: smaller type, tighter rows. */
  isDense?: boolean
  children: ReactNode
}

export function startApp(frame: FrameProps): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no #root')
  startRegionTheme()
  createRoot(root).render(
    <StrictMode>
      <Frame {...frame} />
    </StrictMode>,
  )
}

function Frame({ words, basename = '/', isDense = false, children }: FrameProps) {
  const [client] = useState(createQueryClient)
  const scheme = useScheme()
  const { isLarge, isSimple, lang } = useSettings()

  useEffect(() => {
    const { classList } = document.documentElement
    classList.toggle('g-large', isLarge || isSimple)
    classList.toggle('g-dense', isDense && !isLarge)
  }, [isLarge, isSimple, isDense])

  return (
    <ConfigProvider platform="android" colorScheme={scheme} locale={lang}>
      <AdaptivityProvider sizeY={isDense ? 'compact' : 'regular'}>
        <AppRoot mode="full" layout="card">
          <QueryClientProvider client={client}>
            <Words load={words}>
              <BrowserRouter basename={basename}>{children}</BrowserRouter>
            </Words>
          </QueryClientProvider>
        </AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>
  )
}

const darkness = window.matchMedia('(prefers-color-scheme: dark)')

export function useScheme(): 'light' | 'dark' {
  const isSystemDark = useSyncExternalStore(
    (changed) => {
      darkness.addEventListener('change', changed)
      return () => darkness.removeEventListener('change', changed)
    },
    () => darkness.matches,
  )
  const { scheme } = useSettings()
  if (scheme !== 'system') return scheme
  return isSystemDark ? 'dark' : 'light'
}
