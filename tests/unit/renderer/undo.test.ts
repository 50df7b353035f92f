import type { ChangeBulk } from '@renderer/db/create-database.ts'
import { createEditHistory } from '@renderer/db/edit-history.ts'
import type { Store } from '@renderer/db/store.ts'
import { createUndo, type DonePosting } from '@renderer/db/undo.ts'
import { touch } from '@shared/domain/authoring.ts'
import { changeCustomer, newCustomer } from '@shared/domain/customers/customer.ts'
import type { Id } from '@shared/kernel/id.ts'
import { err, ok } from '@shared/kernel/result.ts'
import type { WireDocument } from '@shared/protocol/sync.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { DocumentOf } from '@shared/schemas/registry.ts'
import { Subject } from 'rxjs'
import { beforeEach, describe, expect, it } from 'vitest'
import { authorOn, mustBeOk, testDeps } from '../shared/builders.ts'

const deps = testDeps(71)
const HERE = authorOn('A1')
const THERE = authorOn('B1')
const start = newCustomer({ name: 'Awa', note: 'un' }, HERE, deps)
let held: Customer
beforeEach(() => {
  held = start
})

/** A store with one customer. */
const store = {
  edit: async (_name: string, id: Id, change: (current: Customer) => ReturnType<Store['edit']> | unknown) => {
    if (id !== held.id) return err({ type: 'NotFound' })
    const changed = change(held) as { ok: true; value: Customer } | { ok: false }
    if (!changed.ok) return changed
    held = touch(changed.value, HERE, deps)
    return ok(held)
  },
} as unknown as Store // the one function that is used

const write = (undo: ReturnType<typeof createUndo>, changes: Partial<Customer>) =>
  undo.store.edit('customers', start.id, (current) => ok(changeCustomer(current, changes)))

describe('HISTORY-4 undo and redo', () => {
  it('take back what was done last first, and do it again', async () => {
    const undo = createUndo(store)
    await write(undo, { note: 'deux' })
    await write(undo, { name: 'Awa Diop' })
    mustBeOk(await undo.undo())
    expect(held).toMatchObject({ name: 'Awa', nameKey: 'awa', note: 'deux' })
    mustBeOk(await undo.undo())
    expect(held.note).toBe('un')
    expect(await undo.undo()).toMatchObject({ error: { type: 'NothingToUndo' } })
    mustBeOk(await undo.redo())
    mustBeOk(await undo.redo())
    expect(held).toMatchObject({ name: 'Awa Diop', nameKey: 'awa diop', note: 'deux' })
    expect(await undo.redo()).toMatchObject({ error: { type: 'NothingToUndo' } })
  })

  it('are edits of their own: each has an id that was never used', async () => {
    const undo = createUndo(store)
    const first = mustBeOk(await write(undo, { note: 'deux' })).editId
    const second = mustBeOk(await undo.undo()).editId
    expect(new Set([start.editId, first, second]).size).toBe(3)
  })

  it('change nothing where somebody else has changed the same since, and say who', async () => {
    const undo = createUndo(store)
    await write(undo, { note: 'deux' })
    held = touch({ ...held, note: 'trois' }, THERE, deps)
    expect(await undo.undo()).toMatchObject({
      error: { type: 'ChangedSince', path: ['note'], current: { updatedBy: THERE.staffId } },
    })
    expect(held.note).toBe('trois')
    expect(await undo.undo()).toMatchObject({ error: { type: 'NothingToUndo' } })
  })

  it('of a posting post against it, in turn with edits, and a posting that was taken back otherwise is left alone', async () => {
    const undo = createUndo(store)
    const posted: number[] = [5]
    let isFull = false
    const posting = (amount: number, documentId = start.id): DonePosting => ({
      documentId,
      async takeBack() {
        if (isFull) return err({ type: 'DiskFull' })
        posted.push(-amount)
        return ok({ made: posting(-amount), document: held })
      },
    })
    undo.notePosting(posting(5))
    await write(undo, { note: 'deux' })
    mustBeOk(await undo.undo())
    expect([held.note, posted]).toEqual(['un', [5]])
    isFull = true
    expect(await undo.undo()).toMatchObject({ error: { type: 'DiskFull' } })
    isFull = false
    mustBeOk(await undo.undo())
    mustBeOk(await undo.redo())
    expect(posted).toEqual([5, -5, 5])
    undo.forgetPosting(start.id)
    expect(await undo.undo()).toMatchObject({ error: { type: 'NothingToUndo' } })
  })

  it('a new edit ends what can be done again, and an edit taken back by hand is not taken back twice', async () => {
    const undo = createUndo(store)
    await write(undo, { note: 'deux' })
    const last = undo.lastOf(start.id)
    if (!last) throw new Error('made above')
    mustBeOk(await undo.revert(last))
    expect(held.note).toBe('un')
    expect(await undo.undo()).toMatchObject({ error: { type: 'NothingToUndo' } })
    await write(undo, { note: 'quatre' })
    expect(await undo.redo()).toMatchObject({ error: { type: 'NothingToUndo' } })
  })
})

describe('HISTORY-3 what a device knows of who changed what', () => {
  function setUp(revisions: readonly WireDocument[] | null = null) {
    const changes$ = new Subject<ChangeBulk>()
    const meta = new Map<string, unknown>()
    const history = createEditHistory({
      database: { changes$ },
      tables: {
        readMeta: async (key) => meta.get(key),
        writeMeta: async (key, value) => void meta.set(key, value),
      },
      deviceId: () => HERE.deviceId,
      revision: async (_name, _id, rev) =>
        revisions === null ? undefined : (revisions.find((one) => one.rev === rev) ?? null),
    })
    const hear = async (previous: DocumentOf<'customers'> | null, record: DocumentOf<'customers'>) => {
      const row = (document: object) =>
        ({ pending: 0, ...document }) as ChangeBulk['events'][number]['record']
      const event = { documentId: record.id, pending: false, deleted: false, record: row(record) }
      changes$.next({ name: 'customers', events: [{ ...event, previous: previous && row(previous) }] })
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
    return { history, hear }
  }
  const edited = (of: Customer, note: string, by = HERE): Customer => touch({ ...of, note }, by, deps)

  it('tells its own edits and those of others, newest first, and no acknowledgement', async () => {
    const { history, hear } = setUp()
    const own = edited(start, 'deux')
    const acknowledged = { ...own, rev: 2 }
    deps.advance(1_000)
    const theirs = { ...edited(acknowledged, 'trois', THERE), rev: 3 }
    await hear(null, start)
    await hear(start, own)
    await hear(own, acknowledged)
    await hear(acknowledged, theirs)
    await hear(acknowledged, theirs)
    expect(await history.read('customers', start.id)).toMatchObject([
      {
        by: THERE.staffId,
        deviceId: THERE.deviceId,
        changes: [{ path: ['note'], from: 'deux', to: 'trois' }],
      },
      { by: HERE.staffId, merged: false, changes: [{ path: ['note'], from: 'un', to: 'deux' }] },
    ])
  })

  it('says of its own edit that it was put together with what others did', async () => {
    const { history, hear } = setUp()
    await hear(start, { ...edited(start, 'deux'), rev: 4 })
    expect(await history.read('customers', start.id)).toMatchObject([{ merged: true }])
  })

  it('fetches single steps from the server in place of several that came as one', async () => {
    const steps = [{ ...start, rev: 1 }]
    for (const note of ['deux', 'trois']) {
      deps.advance(1_000)
      const last = steps.at(-1) ?? start
      steps.push({ ...edited(last, note, THERE), rev: last.rev + 1 })
    }
    const newest = steps.at(-1) ?? start
    const { history, hear } = setUp(steps.map((step) => ({ ...step })))
    await hear({ ...start, rev: 1 }, newest)
    expect(await history.read('customers', start.id)).toHaveLength(1)
    expect(await history.fetchOlder('customers', start.id, newest.rev)).toBe(true)
    const entries = await history.read('customers', start.id)
    expect(entries.map(({ changes }) => [changes[0]?.from, changes[0]?.to])).toEqual([
      ['deux', 'trois'],
      ['un', 'deux'],
    ])
  })

  it('keeps what it knows when the server cannot be reached', async () => {
    const { history, hear } = setUp()
    await hear(start, edited(start, 'deux'))
    expect(await history.fetchOlder('customers', start.id, 3)).toBe(false)
    expect(await history.read('customers', start.id)).toHaveLength(1)
  })
})
