import { useQueries } from '@tanstack/react-query'
import { Problem } from '#kernel/web/client.ts'
import { settings } from '#kernel/web/settings.ts'
import { type ItemsPage, itemsPath, ownPageHeader } from '../contract.ts'

/** Rows of a dataset over its public dialect: the same addresses that developers call. */
async function askItems(
  dataset: string,
  parameters: Record<string, string>,
  signal?: AbortSignal,
): Promise<ItemsPage> {
  const { status, body } = await callItems(
    `${itemsPath(dataset)}?${new URLSearchParams(parameters)}`,
    { [ownPageHeader]: '1' },
    signal,
  )
  if (status === 200) return body as ItemsPage
  const problem = typeof body === 'object' && body !== null ? { ...body } : {}
  throw new Problem(
    'code' in problem && typeof problem.code === 'string' ? problem.code : 'fault',
    status,
    problem,
  )
}

export interface Called {
  status: number
  ms: number
  headers: Headers
  body: unknown
}

/** One call as a developer would make it: the answer is shown whole, refusals too. */
export async function callItems(
  url: string,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<Called> {
  const began = performance.now()
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', 'accept-language': settings.get().lang, ...headers },
      ...(signal && { signal }),
    })
    const text = await response.text()
    return {
      status: response.status,
      ms: Math.round(performance.now() - began),
      headers: response.headers,
      body: parsed(text),
    }
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem('offline', 0)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** One question to several datasets at once; each answers or fails by itself. */
export function useItemsOfMany(datasets: readonly string[], parameters: Record<string, string>) {
  return useQueries({
    queries: datasets.map((dataset) => ({
      queryKey: ['items', dataset, parameters],
      queryFn: ({ signal }: { signal: AbortSignal }) => askItems(dataset, parameters, signal),
    })),
  })
}
