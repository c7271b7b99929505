import { useQueries } from '@tanstack/react-query'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { ask } from '#kernel/web/client.ts'
import { getDataset } from '#modules/bus/contract.ts'

type Columns = OutputOf<typeof getDataset>['columns']

/** Columns of several datasets by id; undefined until all are known. */
export function useDatasetColumns(ids: readonly string[]): Map<string, Columns> | undefined {
  const reads = useQueries({
    queries: ids.map((datasetId) => ({
      queryKey: [getDataset.name, 'any', { datasetId }],
      queryFn: () => ask(getDataset, { datasetId }),
      staleTime: 86_400_000,
    })),
  })
  if (reads.some(({ isLoading }) => isLoading)) return undefined
  return new Map(ids.map((id, index) => [id, reads[index]?.data?.columns ?? []]))
}
