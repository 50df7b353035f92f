import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type { Attempt, Told } from './client/client-ports.ts'
import type { SentRequest } from './network.ts'
import type { OfficeRequest } from './office.ts'
import type { Operation } from './operations.ts'

/**
 * What people did and what they were told: kept by the harness alone, and what every oracle starts from. `unknown`: the
 * process died before it said anything.
 */
export interface HistoryEntry {
  readonly device: number
  readonly operation: Operation
  readonly startedAt: number
  readonly attempts: Attempt[]
  outcome: Told | { readonly type: 'unknown' }
}

/** One field of one document given one value by one operation. */
export interface Write {
  readonly entry: HistoryEntry
  readonly collection: CollectionName
  readonly documentId: string
  readonly path: string
  /** What the person saw there; undefined when it was not there. */
  readonly before: string | undefined
  readonly value: string
}

export class History {
  readonly entries: HistoryEntry[] = []
  readonly requests: SentRequest[] = []
  /** Those of them that got as far as the office. */
  readonly arrived = new Set<OfficeRequest>()
  /** Server-side faults and repairs, in words, for the report of a violation. */
  readonly notes: string[] = []

  begin(device: number, operation: Operation, startedAt: number): HistoryEntry {
    const entry: HistoryEntry = { device, operation, startedAt, attempts: [], outcome: { type: 'unknown' } }
    this.entries.push(entry)
    return entry
  }

  /** Every value that anybody tried to write, said to be saved or not. */
  writes(): Write[] {
    return this.entries.flatMap((entry) => entry.attempts.flatMap((attempt) => writesOf(entry, attempt)))
  }
}

export const isSaved = ({ outcome }: HistoryEntry): boolean => outcome.type === 'ok'

function writesOf(entry: HistoryEntry, { collection, before, after }: Attempt): Write[] {
  const was = before === null ? new Map<string, string>() : trackedFields(collection, before)
  const writes: Write[] = []
  for (const [path, value] of trackedFields(collection, after)) {
    const old = was.get(path)
    if (old !== value) writes.push({ entry, collection, documentId: after.id, path, before: old, value })
  }
  return writes
}

const SCALARS: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  products: ['name', 'brand', 'shortDescription', 'description'],
  customers: ['name', 'note', 'email'],
  orders: ['customerName'],
}
const SETS: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  products: ['tags'],
  customers: ['phones'],
}

/** The fields that people write here, by path. An entry of a set is a field that is there or not. */
export function trackedFields(collection: CollectionName, document: AnyDocument): Map<string, string> {
  const raw: Readonly<Record<string, unknown>> = { ...document }
  const fields = new Map<string, string>()
  for (const name of SCALARS[collection] ?? []) fields.set(name, String(raw[name]))
  for (const name of SETS[collection] ?? []) {
    for (const word of listOf(raw[name])) fields.set(`${name}:${word}`, String(word))
  }
  for (const [key, value] of Object.entries(recordOf(raw.specifications))) {
    if (value.length < 100) fields.set(`specifications.${key}`, value)
  }
  for (const variant of listOf(raw.variants) as { id: string; price: unknown; cost: unknown }[]) {
    fields.set(`variants.${variant.id}.price`, String(variant.price))
    fields.set(`variants.${variant.id}.cost`, String(variant.cost))
  }
  return fields
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const recordOf = (value: unknown): Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, string>) : {} // specifications hold texts only
