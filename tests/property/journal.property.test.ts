import type { JournalEntry } from '@shared/ipc/contract.ts'
import { isId } from '@shared/kernel/id.ts'
import fc from 'fast-check'
import { assert, describe, expect, test } from 'vitest'
import { createJournal, type Journal } from '../../electron/main/services/journal.ts'
import { type Aftermath, CrashDisk } from '../support/crash-disk.ts'

const DIRECTORY = '/profile/journal'
const SHOP = '01JD0000000000000000000000'
assert(isId(SHOP))
const shop = SHOP

/** What must be true of the journal, whatever happens to the machine. */
class Promises {
  readonly #entries = new Map<string, JournalEntry>()
  readonly #kept = new Set<string>()
  readonly #mayReturn = new Set<string>()

  attempted(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this.#entries.set(entry.id, entry)
      this.#mayReturn.add(entry.id)
    }
  }

  appended(entries: readonly JournalEntry[]): void {
    for (const { id } of entries) this.#kept.add(id)
  }

  /** From the moment it is asked for, an acknowledged entry need not be there; the older ones of its document neither. */
  acknowledging(ids: readonly string[]): void {
    for (const id of ids) for (const older of this.#upTo(id)) this.#kept.delete(older)
  }

  acknowledged(ids: readonly string[]): void {
    for (const id of ids) for (const older of this.#upTo(id)) this.#mayReturn.delete(older)
  }

  check(found: readonly JournalEntry[]): void {
    const ids = found.map(({ id }) => id)
    expect([...this.#kept].filter((id) => !ids.includes(id))).toEqual([])
    expect(ids.filter((id) => !this.#mayReturn.has(id))).toEqual([])
    for (const entry of found) expect(entry).toEqual(this.#entries.get(entry.id))
  }

  #upTo(id: string): string[] {
    const document = this.#entries.get(id)?.documentId
    const ids = [...this.#entries.values()]
      .filter((entry) => entry.documentId === document)
      .map((entry) => entry.id)
    return ids.slice(0, ids.indexOf(id) + 1)
  }
}

type Act =
  | { readonly kind: 'append'; readonly documents: readonly number[]; readonly size: number }
  | { readonly kind: 'acknowledge'; readonly picks: readonly number[] }

/** Runs the acts, several at once, and keeps the promises' books. Ids rise over the whole run. */
async function run(journal: Journal, acts: readonly Act[], promises: Promises, ids: string[]): Promise<void> {
  await Promise.all(
    acts.map(async (act) => {
      if (act.kind === 'append') {
        const entries = act.documents.map((document) => {
          const id = `e${ids.length}`
          ids.push(id)
          return {
            id,
            collection: 'orders',
            documentId: `d${document}`,
            body: JSON.stringify(id.repeat(act.size)),
          }
        })
        promises.attempted(entries)
        if ((await journal.append(shop, entries)).ok) promises.appended(entries)
      } else {
        const picked = act.picks.flatMap((pick) => ids[pick % Math.max(1, ids.length)] ?? [])
        const known = await journal.read(shop)
        const present = known.ok
          ? picked.filter((id) => known.value.entries.some((entry) => entry.id === id))
          : []
        promises.acknowledging(present)
        if ((await journal.acknowledge(shop, present)).ok) promises.acknowledged(present)
      }
    }),
  )
}

const read = async (disk: CrashDisk): Promise<readonly JournalEntry[]> => {
  const found = await createJournal({ disk, directory: DIRECTORY }).read(shop)
  assert(found.ok)
  expect(found.value.damagedBytes).toBe(0)
  return found.value.entries
}

const SCRIPT: readonly Act[] = [
  { kind: 'append', documents: [1, 2], size: 10 },
  { kind: 'append', documents: [1], size: 40_000 },
  { kind: 'acknowledge', picks: [0] },
  { kind: 'append', documents: [3, 4, 5], size: 60_000 },
  { kind: 'acknowledge', picks: [1, 2] },
  { kind: 'append', documents: [6], size: 300_000 },
  { kind: 'acknowledge', picks: [0, 1, 2, 3, 4, 5, 6] },
  { kind: 'append', documents: [7], size: 10 },
]

describe('the journal and the power', () => {
  test.each<[string, Aftermath]>([
    ['lost', 'all lost'],
    ['kept', 'all kept'],
    ['half written', (choices) => choices >> 1],
  ])(
    'JOURNAL-3 a power cut before any step keeps every promise when unflushed bytes are %s',
    async (_, aftermath) => {
      const finished = new CrashDisk()
      for (const act of SCRIPT) {
        await run(createJournal({ disk: finished, directory: DIRECTORY }), [act], new Promises(), [])
      }
      for (let step = 0; step < finished.steps + 20; step++) {
        const disk = new CrashDisk()
        disk.cutPowerBefore(step)
        const journal = createJournal({ disk, directory: DIRECTORY })
        const promises = new Promises()
        const ids: string[] = []
        for (const act of SCRIPT) await run(journal, [act], promises, ids)
        promises.check(await read(disk.afterPowerCut(aftermath)))
      }
    },
  )

  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({
      kind: fc.constant('append' as const),
      documents: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
      size: fc.oneof(fc.nat(50), fc.constant(60_000)),
    }),
    fc.record({ kind: fc.constant('acknowledge' as const), picks: fc.array(fc.nat(40), { maxLength: 5 }) }),
  )
  const life = fc.record({
    acts: fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
    cut: fc.option(fc.nat(60), { nil: null }),
    failures: fc.array(fc.record({ after: fc.nat(50), code: fc.constantFrom('ENOSPC', 'EIO') }), {
      maxLength: 2,
    }),
    aftermath: fc.infiniteStream(fc.nat(1_000_000)),
  })

  test('JOURNAL-1 JOURNAL-2 JOURNAL-4 over several lives with cuts, full disks and failed flushes, every promise holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), async (lives) => {
        let disk = new CrashDisk()
        const promises = new Promises()
        const ids: string[] = []
        for (const { acts, cut, failures, aftermath } of lives) {
          const journal = createJournal({ disk, directory: DIRECTORY })
          for (const { after, code } of failures) disk.failAt(disk.steps + after, code)
          if (cut !== null) disk.cutPowerBefore(disk.steps + cut)
          for (const together of acts) await run(journal, together, promises, ids)
          disk = disk.afterPowerCut((choices) => (aftermath.next().value ?? 0) % choices)
          promises.check(await read(disk))
        }
      }),
      { numRuns: 300 },
    )
  })
})
