import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { breach, immutable } from './refusals.ts'

interface Entry {
  readonly id: string
}

/**
 * LEDGER-3: every entry that was there is there still and says the same, and no id stands twice.
 * `progressed` may allow the one way in which an entry moves on (a declared payment that is confirmed).
 */
export function checkAppended<E extends Entry>(
  field: string,
  before: readonly E[],
  after: readonly E[],
  progressed: (was: E, is: E) => boolean = () => false,
): Refusal | null {
  const afterById = new Map(after.map((entry) => [entry.id, entry]))
  if (afterById.size !== after.length) return breach('LEDGER-1', { field })
  for (const was of before) {
    const is = afterById.get(was.id)
    if (is === undefined) return immutable(field, { id: was.id, rule: 'LEDGER-3' })
    if (!isSameContent(was, is) && !progressed(was, is))
      return immutable(field, { id: was.id, rule: 'LEDGER-3' })
  }
  return null
}

/** The entries that an edit added. */
export function addedEntries<E extends Entry>(before: readonly E[], after: readonly E[]): E[] {
  const known = new Set(before.map(({ id }) => id))
  return after.filter(({ id }) => !known.has(id))
}
