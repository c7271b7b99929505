import { ops } from './index.ts'
import { isProblem, type OpContext, type Row, type RowProblem } from './op.ts'

export interface PipelineResult {
  readonly rows: readonly Row[]
  readonly rejects: readonly RowProblem[]
}

export type OpSpec = Readonly<Record<string, unknown>> & { readonly op: string }

/** The ops of an origin, one after another, for the rows of one run. */
export function startPipeline(
  specs: readonly OpSpec[],
  context: OpContext,
): (row: Row) => Promise<PipelineResult> {
  const steps = specs.map((spec) => {
    const found = ops.find(({ name }) => name === spec.op)
    if (!found) throw new Error(`the pack was not checked: no op ${spec.op}`)
    return found.start(spec as never, context)
  })
  return async (row) => {
    const rejects: RowProblem[] = []
    let rows: readonly Row[] = [row]
    for (const step of steps) {
      const passed: Row[] = []
      for (const one of rows) {
        const result = await step(one)
        if (isProblem(result)) rejects.push(result)
        else passed.push(...result)
      }
      rows = passed
    }
    return { rows, rejects }
  }
}
