/** Flows of this city by name and by content: what is live, and what running talks were begun with. */
import { createHash } from 'node:crypto'
import type { Kit } from '#kernel/server/module.ts'
import type { FlowDocument } from '../contract/flow.ts'
import { hashFlow } from '../engine/document.ts'
import type { PinnedFlow } from '../engine/event.ts'
import { versionReads, versionWrites } from './store/versions.ts'
import type { FlowsTables } from './tables.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export interface Version extends PinnedFlow {
  readonly number: number
}

const flowFiles = 'flows/*.flow.json'

export function createVersions({ db, pack, now, whenPackChanged }: Kit<FlowsTables>) {
  const live = new Map<string, Version>()
  const byHash = new Map<string, Version>()

  const remember = (row: { hash: string; number: number; body: unknown }): Version => {
    const version = { document: row.body as FlowDocument, version: row.hash, number: row.number }
    byHash.set(row.hash, version)
    return version
  }

  /** Freezes what the pack holds, makes it live, and withdraws what the pack has no more. */
  async function publishPack(): Promise<void> {
    const documents = pack.list(flowFiles).map((file) => pack.json<FlowDocument>(file))
    const at = now()
    await db.write(async (tx) => {
      const store = versionWrites(tx.sql)
      for (const document of documents) {
        const hash = hashFlow(document, sha256)
        await store.freeze(document.id, hash, document, at)
        await store.point(document.id, hash)
      }
      await store.withdrawExcept(documents.map(({ id }) => id))
    })
  }

  return {
    async ready(): Promise<void> {
      await whenPackChanged([flowFiles], publishPack)
      for (const row of await versionReads(db.read).live()) live.set(row.flow, remember(row))
    },

    live: (flow: string): Version | undefined => live.get(flow),
    all: (): readonly Version[] => [...live.values()],

    /** The version a talk was begun with, and all that it may call: afterwards `called` finds them without waiting. */
    async pinned(hash: string): Promise<Version | undefined> {
      const known = byHash.get(hash)
      if (known) return known
      const row = await versionReads(db.read).byHash(hash)
      return row && remember(row)
    },

    /** The flow that a `call` names. */
    called(reference: string, version?: string): PinnedFlow | undefined {
      if (version !== undefined) return byHash.get(version)
      return live.get(reference.split('@')[0] ?? '')
    },

    /** A flow made by the program itself (the menu), frozen like any other. */
    async freeze(document: FlowDocument): Promise<Version> {
      const hash = hashFlow(document, sha256)
      const known = byHash.get(hash)
      if (known) return known
      await db.write((tx) => versionWrites(tx.sql).freeze(document.id, hash, document, now()))
      const row = await versionReads(db.read).byHash(hash)
      if (!row) throw new Error(`the flow ${document.id} was not kept`)
      return remember(row)
    },
  }
}

export type Versions = ReturnType<typeof createVersions>
