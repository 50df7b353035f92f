import type { Bug } from './bugs.ts'
import type { Patch } from './bundles.ts'

const HANDLER = 'renderer/sync/conflict-handler.ts'
const PUSH = 'renderer/sync/push-handler.ts'
const ENGINE = 'renderer/sync/sync-engine.ts'

/** Device and server are never compared: alone a bug, and beside another one the second guard that would hide it. */
const NO_AUDIT: Patch = {
  file: 'renderer/sync/auditor.ts',
  find: "const local = await ask('digest',",
  replace: "if (name.length > 0) return null\n      const local = await ask('digest',",
}

/** Work that does not move is not noticed. */
const NO_WATCH: Patch = {
  file: ENGINE,
  find: '      if (pending.of(name).size > 0)\n        void supervisor.repair(',
  replace: '      if (pending.of(name).size > 9_999)\n        void supervisor.repair(',
}

/** What may go wrong on the device. */
export const CLIENT_BUGS: readonly Bug[] = [
  {
    name: 'throwing-conflict-handler',
    what: 'the conflict handler throws (R6)',
    patches: [
      {
        file: HANDLER,
        find: '      if (theirs._deleted) return theirs\n',
        replace:
          "      if (theirs._deleted) return theirs\n      if (mine.pending === 1) throw new Error('cannot merge')\n",
      },
    ],
  },
  {
    name: 'last-writer-wins',
    what: 'on a conflict the whole of mine stands',
    patches: [
      {
        file: HANDLER,
        find: 'const merged = mergeDocument(run.name, base as never, mine as never, theirs as never)',
        replace:
          'const merged = { document: { ...mine, rev: theirs.rev }, clashes: [] as never[] }; void base',
      },
    ],
  },
  {
    name: 'first-writer-wins',
    what: 'on a conflict the whole of theirs stands, and nobody is told',
    patches: [
      {
        file: HANDLER,
        find: "  if (base.type === 'TakeTheirs') return realMasterState",
        replace: "  if (base.type !== 'Unknown') return realMasterState",
      },
    ],
  },
  {
    name: 'base-from-memory',
    what: 'the merge base is what RxDB remembers, not the server’s revision (R5)',
    families: ['kill', 'storage', 'partition'],
    patches: [
      {
        file: HANDLER,
        find: '  return revisionOf(desk, run, mine, isOnOwnEdit ? acknowledged.rev : mine.rev)',
        replace: `  const remembered = assumedMasterState === undefined ? null : parseDocument(run.name, strip(assumedMasterState))
  void isOnOwnEdit
  return { type: 'Base', document: remembered?.ok ? remembered.document : theirs }`,
      },
    ],
  },
  {
    name: 'conflict-taken-for-accepted',
    what: 'the client takes a conflict for an acceptance',
    patches: [{ file: PUSH, find: 'return readCurrent(desk, run, result.current)', replace: 'return null' }],
  },
  {
    name: 'refusal-dropped',
    what: 'a refused change is not kept for its author (R4)',
    patches: [
      { file: PUSH, find: '  if (record.pending === 1 || ', replace: '  if (record.pending === 7 && ' },
    ],
  },
  {
    name: 'refused-for-ever',
    what: 'a refused change is merged and sent again without end (P5)',
    families: ['poison', 'people'],
    patches: [
      {
        file: PUSH,
        find: '  run.settled.add(settledKey(record.id, editId))\n',
        replace: '  void settledKey\n',
      },
    ],
  },
  {
    name: 'no-journal',
    what: 'nothing is written to the journal (R12)',
    families: ['power', 'partition'],
    patches: [
      {
        file: 'renderer/db/journal.ts',
        find: 'const kept = await attempt(port.append(shopId, entries))',
        replace: 'const kept = { ok: true, error: entries }',
      },
    ],
  },
  {
    name: 'saved-too-early',
    what: 'a sale is said to be saved before it is',
    families: ['kill', 'storage', 'power'],
    patches: [
      {
        file: 'renderer/db/create-store.ts',
        find: "const kept = await keepNew('orders', order, intent)\n        if (!kept.ok) return kept",
        replace: "void keepNew('orders', order, intent)",
      },
    ],
  },
  {
    name: 'no-clock-floor',
    what: 'local writes are dated by the device’s own clock, and what does not move is not noticed (R11)',
    families: ['clock', 'partition', 'kill'],
    patches: [
      NO_WATCH,
      {
        file: 'renderer/db/clocks.ts',
        find: '      highest = Math.max(highest, device.now())\n      return highest',
        replace: '      return device.now()',
      },
    ],
  },
  {
    name: 'receipt-from-memory',
    what: 'after a restart the receipt counter begins one too low (RECEIPT-1)',
    families: ['kill', 'partition'],
    patches: [
      {
        file: 'renderer/db/receipt-counter.ts',
        find: 'counter: isFree ? counter - 1 : counter',
        replace: 'counter: Math.max(0, counter - 1)',
      },
      {
        file: 'renderer/sync/open-shop.ts',
        find: '    recentReceipts,\n    hasOrder',
        replace: '    recentReceipts: [],\n    hasOrder',
      },
    ],
  },
  {
    name: 'pending-not-counted',
    what: 'the screen says "all is sent" whatever waits (R10)',
    patches: [
      {
        file: 'renderer/sync/counts.ts',
        find: 'updateSyncStatus({ pending: total, ...byCollection(desk, pending) })',
        replace: 'updateSyncStatus({ pending: 0 * total })',
      },
    ],
  },
  {
    name: 'auditor-off',
    what: 'device and server are never compared (R9)',
    families: ['hole'],
    patches: [NO_AUDIT],
  },
  {
    name: 'run-not-retired',
    what: 'a replication goes on after its storage failed, and nothing is compared (R8, R9)',
    families: ['storage'],
    patches: [
      NO_AUDIT,
      { file: ENGINE, find: '(fault) => void supervisor.onStorageFault(fault)', replace: '() => undefined' },
      {
        file: 'renderer/sync/replication.ts',
        find: '!isHarmless(error)) parts.onFault(describe(error))',
        replace: '!isHarmless(error)) void describe',
      },
    ],
  },
  {
    name: 'checkpoint-before-documents',
    what: 'how far was pulled is kept before what was pulled, and nothing is compared (P12, R9)',
    families: ['kill', 'storage'],
    patches: [
      NO_AUDIT,
      {
        file: 'renderer/sync/pull-handler.ts',
        find: '    return { documents, checkpoint }',
        replace: `    const early = run as { held?: typeof documents }
    const held = early.held ?? []
    early.held = documents
    return { documents: held, checkpoint }`,
      },
    ],
  },
  {
    name: 'set-merge-drops-mine',
    what: 'words added to a list apart are not united',
    patches: [
      {
        file: 'shared/merge/merge-list.ts',
        find: 'const merged = [...kept, ...added]',
        replace: 'const merged = added.length < 0 ? added : [...kept]',
      },
    ],
  },
  {
    name: 'postings-not-united',
    what: 'what two tills added to one order is not united (MERGE-5)',
    patches: [
      {
        file: 'shared/merge/merge-list.ts',
        find: 'return [...merged, ...mineById.values()]',
        replace: 'return merged',
      },
    ],
  },
  {
    name: 'clash-without-trace',
    what: 'a true clash is settled without a task (MERGE-4)',
    patches: [
      {
        file: HANDLER,
        find: 'if (merged.clashes.length > 0) await',
        replace: 'if (merged.clashes.length > 9_999) await',
      },
    ],
  },
  {
    name: 'order-goes-back',
    what: 'an order’s life goes backwards (MERGE-6)',
    patches: [
      {
        file: 'shared/merge/merge-value.ts',
        find: 'return agreed ? agreed.value : further(ranks, sides.mine, sides.theirs)',
        replace:
          'return agreed ? agreed.value : ranks.length > 0 ? sides.mine : further(ranks, sides.mine, sides.theirs)',
      },
      {
        file: 'shared/domain/orders/check-order.ts',
        find: "if (after.channel === 'import' || !canReach(before.status, after.status)) return refused(before.status)",
        replace: 'void canReach',
      },
    ],
  },
]
