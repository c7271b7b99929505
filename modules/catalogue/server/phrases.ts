/** Everything a service can be found by. */
import { foldText } from '#kernel/contract/spelling.ts'
import type { Why } from '../contract.ts'
import type { PackService } from './pack-parts.ts'
import type { NeedTable, Phrase, RoleTable } from './store.ts'

export function phrasesOf(
  services: readonly PackService[],
  needs: readonly Pick<NeedTable, 'id' | 'title'>[],
  roles: readonly Pick<RoleTable, 'id' | 'title'>[],
): Phrase[] {
  const needOf = new Map(needs.map((need) => [need.id, need.title]))
  const roleOf = new Map(roles.map((role) => [role.id, role.title]))
  return services.flatMap((service) => {
    const say = (source: Why['by'], words: string | undefined): Phrase[] =>
      words ? [{ service: service.id, source, words, folded: foldText(words) }] : []
    return [
      ...say('title', service.title.ru),
      ...say('title', service.title.en),
      ...service.keywords.flatMap((word) => say('keyword', word)),
      ...say('summary', service.summary.ru),
      ...say('summary', service.summary.en),
      ...service.needs.flatMap((id) => [
        ...say('need', needOf.get(id)?.ru),
        ...say('need', needOf.get(id)?.en),
      ]),
      ...service.roles.flatMap((id) => [
        ...say('role', roleOf.get(id)?.ru),
        ...say('role', roleOf.get(id)?.en),
      ]),
    ]
  })
}
