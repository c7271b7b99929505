/**
 * What a device and an account hold together. The account wins over what was alike before; what was added
 * on the device since then (without a network, or before the sign-in) joins it at the end.
 */
export function mergeKept<T>(
  account: readonly T[],
  device: readonly T[],
  alikeBefore: readonly string[],
  idOf: (one: T) => string,
): T[] {
  const held = new Set([...account.map(idOf), ...alikeBefore])
  return [...account, ...device.filter((one) => !held.has(idOf(one)))]
}
