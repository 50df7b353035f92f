import type { JournalEntry } from '@shared/ipc/contract.ts'
import type { JournalRecord } from './journal-frames.ts'

/** What a journal's records add up to: the entries nobody has acknowledged, oldest first. */
export class LiveEntries {
  readonly #entryById = new Map<string, JournalEntry>()
  readonly #idsByDocument = new Map<string, Set<string>>()

  get size(): number {
    return this.#entryById.size
  }

  apply(record: JournalRecord): void {
    if ('put' in record) this.#put(record.put)
    else for (const id of record.acknowledged) this.#acknowledge(id)
  }

  has(id: string): boolean {
    return this.#entryById.has(id)
  }

  list(): JournalEntry[] {
    return [...this.#entryById.values()]
  }

  #put(entry: JournalEntry): void {
    this.#entryById.set(entry.id, entry)
    const ids = this.#idsByDocument.get(documentKey(entry)) ?? new Set()
    this.#idsByDocument.set(documentKey(entry), ids.add(entry.id))
  }

  /** JOURNAL-4: the entry's document holds every earlier edit of it, so the earlier entries go with it. */
  #acknowledge(id: string): void {
    const entry = this.#entryById.get(id)
    if (entry === undefined) return
    const ids = this.#idsByDocument.get(documentKey(entry))
    for (const older of ids ?? []) {
      ids?.delete(older)
      this.#entryById.delete(older)
      if (older === id) break
    }
    if (ids?.size === 0) this.#idsByDocument.delete(documentKey(entry))
  }
}

const documentKey = (entry: JournalEntry): string => `${entry.collection}/${entry.documentId}`
