/** The run was taken over by another worker, or cancelled: nothing more to do here. */
export class RunTaken extends Error {
  override readonly name = 'RunTaken'
}
