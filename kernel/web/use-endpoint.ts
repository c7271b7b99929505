/** Server state on screens: reading by `useEndpoint`, changing by `useAct`. There is no third way. */
import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Static, TObject, TSchema } from 'typebox'
import type { Endpoint } from '#kernel/contract/endpoint.ts'
import { ask, Problem } from './client.ts'
import { useSettings } from './settings.ts'

export interface Read<T> {
  data: T | undefined
  problem: Problem | undefined
  isLoading: boolean
  reload: () => void
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        // A refusal is an answer: asking again changes nothing. A lost network may come back.
        retry: (count, error) => error instanceof Problem && error.code === 'offline' && count < 1,
        retryDelay: 500,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** Reads an endpoint. With `undefined` in place of the input it waits. */
export function useEndpoint<In extends TObject, Out extends TSchema>(
  e: Endpoint<In, Out>,
  input: Static<In> | undefined,
  options: { staleMs?: number; keepsPrevious?: boolean; everyMs?: number } = {},
): Read<Static<Out>> {
  const { lang } = useSettings()
  const query = useQuery<Static<Out>>({
    queryKey: [e.name, lang, input],
    queryFn: ({ signal }) =>
      input === undefined ? Promise.reject(new Problem('fault', 0)) : ask(e, input, signal),
    enabled: input !== undefined,
    ...(options.staleMs !== undefined && { staleTime: options.staleMs }),
    ...(options.everyMs !== undefined && { refetchInterval: options.everyMs }),
    ...(options.keepsPrevious && { placeholderData: (before: Static<Out> | undefined) => before }),
  })
  return {
    data: query.data,
    problem: query.error ? toProblem(query.error) : undefined,
    isLoading: query.isLoading,
    reload: () => void query.refetch(),
  }
}

export interface Act<In, Out> {
  act: (input: In) => Promise<Out>
  data: Out | undefined
  problem: Problem | undefined
  isBusy: boolean
  reset: () => void
}

/** Changes something; afterwards the named endpoints are read afresh. */
export function useAct<In extends TObject, Out extends TSchema>(
  e: Endpoint<In, Out>,
  refreshes: readonly { name: string }[] = [],
): Act<Static<In>, Static<Out>> {
  const client = useQueryClient()
  const mutation = useMutation<Static<Out>, Error, Static<In>>({
    mutationFn: (input) => ask(e, input),
    onSuccess: () => {
      for (const { name } of refreshes) void client.invalidateQueries({ queryKey: [name] })
    },
  })
  return {
    act: mutation.mutateAsync,
    data: mutation.data,
    problem: mutation.error ? toProblem(mutation.error) : undefined,
    isBusy: mutation.isPending,
    reset: mutation.reset,
  }
}

export const toProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('fault', 0)
