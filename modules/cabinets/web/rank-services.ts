import type { Text } from '#kernel/contract/text.ts'

interface RankedService {
  readonly id: string
  readonly roles: readonly string[]
  readonly needs: readonly string[]
}
interface RankedNeed {
  readonly id: string
  readonly title: Text
  readonly roles: readonly { role: string; perYear: { mid: number }; share: { mid: number } }[]
}

/**
 * Services in the order of how often a person of these roles needs them; those used last come first.
 * Nothing is hidden. `need` is why a service stands where it stands.
 */
export function rankServices<S extends RankedService, N extends RankedNeed>(
  services: readonly S[],
  needs: readonly N[],
  { roles, recent }: { roles: readonly string[]; recent: readonly string[] },
): { service: S; need: N | undefined; isRecent: boolean }[] {
  const weight = (need: N): number =>
    need.roles
      .filter(({ role }) => roles.length === 0 || roles.includes(role))
      .reduce((all, { perYear, share }) => all + perYear.mid * share.mid, 0)
  const byId = new Map(needs.map((need) => [need.id, need]))

  return services
    .map((service) => {
      const answered = service.needs.map((id) => byId.get(id)).filter((need) => need !== undefined)
      const need = answered.toSorted((a, b) => weight(b) - weight(a)).find((one) => weight(one) > 0)
      const used = recent.indexOf(service.id)
      const isMine = service.roles.some((role) => roles.includes(role))
      const demand = answered.reduce((all, one) => all + weight(one), 0)
      return {
        service,
        need,
        isRecent: used >= 0,
        order: [used >= 0 ? used - recent.length : 0, isMine ? -1 : 0, -demand],
      }
    })
    .toSorted((a, b) => compare(a.order, b.order))
    .map(({ service, need, isRecent }) => ({ service, need, isRecent }))
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
