import type { Task } from '@shared/schemas/tasks.schema.ts'
import { isSaved, trackedFields, type Write } from '../history.ts'
import type { Revision } from '../server-state.ts'
import { type Facts, groupBy, type Violation, violation } from './facts.ts'

/*
 * O1 and O2: what a person was told is saved is on the server, was replaced by somebody who had read it, or is in a
 * conflict or in a refused list with the value itself. No fifth place.
 */

const fieldKey = (one: { collection: string; documentId: string; path: string }): string =>
  `${one.collection}/${one.documentId}/${one.path}`

export function checkEdits(facts: Facts): Violation[] {
  const writes = facts.history.writes()
  const byField = groupBy(writes, fieldKey)
  const revisions = groupBy(facts.server.revisions, ({ collection, id }) => `${collection}/${id}`)
  return [...findLost(facts, writes, byField, revisions), ...findOverwritten(byField, revisions)]
}

function findLost(
  facts: Facts,
  writes: readonly Write[],
  byField: ReadonlyMap<string, readonly Write[]>,
  revisions: ReadonlyMap<string, readonly Revision[]>,
): Violation[] {
  const told = toldPlaces(facts)
  const known = new Map<Write, boolean>()
  const isAccounted = (write: Write): boolean => {
    const before = known.get(write)
    if (before !== undefined) return before
    known.set(write, false)
    const history = revisions.get(`${write.collection}/${write.documentId}`) ?? []
    const isApplied = history.some(
      (one) => trackedFields(one.collection, one.body).get(write.path) === write.value,
    )
    const readers = (byField.get(fieldKey(write)) ?? []).filter(
      (other) => other !== write && other.before === write.value,
    )
    const found = isApplied || told.has(write) || readers.some(isAccounted)
    known.set(write, found)
    return found
  }
  return writes
    .filter((write) => isSaved(write.entry) && !isAccounted(write))
    .map((write) => violation('O1 lost', `${describe(write)} is nowhere`))
}

/** Conflicts and refused lists, by the value that was typed. */
function toldPlaces({ server, devices }: Facts): { has(write: Write): boolean } {
  const conflicts = server.documents.flatMap(({ collection, body }) =>
    collection === 'tasks' && (body as Task).kind === 'conflict'
      ? [JSON.stringify((body as Task).payload)]
      : [],
  )
  const lists = devices.map(({ device }) => device.disk.everRefused.map((record) => JSON.stringify(record)))
  return {
    has({ value, documentId, entry }) {
      const word = JSON.stringify(value).slice(1, -1)
      const isIn = (text: string): boolean => text.includes(documentId) && text.includes(word)
      return conflicts.some(isIn) || (lists[entry.device] ?? []).some(isIn)
    },
  }
}

/** Nobody's value is replaced by somebody who had not read it. */
function findOverwritten(
  byField: ReadonlyMap<string, readonly Write[]>,
  revisions: ReadonlyMap<string, readonly Revision[]>,
): Violation[] {
  const found: Violation[] = []
  for (const history of revisions.values()) {
    for (const [i, next] of history.entries()) {
      const previous = history[i - 1]
      if (previous === undefined || previous.rev !== next.rev - 1) continue
      found.push(...compareFields(byField, previous, next))
    }
  }
  return found
}

function compareFields(
  byField: ReadonlyMap<string, readonly Write[]>,
  previous: Revision,
  next: Revision,
): Violation[] {
  const { collection, id: documentId } = next
  const was = trackedFields(collection, previous.body)
  const is = trackedFields(collection, next.body)
  const found: Violation[] = []
  for (const path of new Set([...was.keys(), ...is.keys()])) {
    const [old, value] = [was.get(path), is.get(path)]
    if (old === value || old === undefined) continue
    const where = `${collection} ${documentId} ${path}, revision ${next.rev}`
    if (value === undefined) {
      found.push(violation('O2 field', `"${old}" was taken away from ${where}`))
      continue
    }
    const writers = byField.get(fieldKey({ collection, documentId, path })) ?? []
    const hasRead = writers
      .filter((write) => write.value === value)
      .some((write) => ancestors(write, writers).has(old))
    if (!hasRead)
      found.push(
        violation('O2 field', `"${old}" became "${value}" by somebody who had not read it: ${where}`),
      )
  }
  return found
}

/** The values that somebody had read, directly or through his own earlier ones, when he wrote. */
function ancestors(write: Write, writers: readonly Write[]): Set<string> {
  const read = new Set<string>()
  const waiting = [write]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { before } = one
    if (before === undefined || read.has(before)) continue
    read.add(before)
    waiting.push(...writers.filter(({ value }) => value === before))
  }
  return read
}

const describe = ({ entry, collection, documentId, path, value }: Write): string =>
  `${entry.operation.id} (${entry.operation.kind}) of device ${entry.device}: ${collection} ${documentId} ${path} = "${value.slice(0, 60)}"`
