import type { JournalEntry } from '@shared/ipc/contract.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'

/** The part of the desktop that keeps a second, flushed copy of what the server has not accepted (R12). */
export interface JournalPort {
  append(shopId: Id, entries: readonly JournalEntry[]): Promise<Result<{ durable: boolean }, unknown>>
  acknowledge(shopId: Id, ids: readonly string[]): Promise<Result<void, unknown>>
  read(shopId: Id): Promise<Result<{ entries: readonly JournalEntry[]; damagedBytes: number }, unknown>>
}

/** One shop's journal. Its failures never fail a write that the store made durable: they are reported. */
export interface Journal {
  append(name: CollectionName, documents: readonly AnyDocument[]): Promise<void>
  /** The server holds these edits, or refused them and they are in the refused list. */
  acknowledge(editIds: readonly string[]): void
  read(): Promise<readonly JournalEntry[]>
  /** Sends acknowledgements that were waiting to be sent together. */
  flush(): Promise<void>
}

const ACKNOWLEDGE_DELAY_MS = 20
const APPEND_SLICE = 500

export function createJournal(port: JournalPort, shopId: Id, onTrouble: (what: unknown) => void): Journal {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (waiting.size === 0) return
    const ids = [...waiting]
    waiting.clear()
    const done = await attempt(port.acknowledge(shopId, ids))
    if (!done.ok) onTrouble(done.error)
  }

  return {
    async append(name, documents) {
      for (let start = 0; start < documents.length; start += APPEND_SLICE) {
        const entries = documents.slice(start, start + APPEND_SLICE).map((document) => ({
          id: document.editId,
          collection: name,
          documentId: document.id,
          body: JSON.stringify(document),
        }))
        const kept = await attempt(port.append(shopId, entries))
        if (!kept.ok) onTrouble(kept.error)
      }
    },
    acknowledge(editIds) {
      for (const editId of editIds) waiting.add(editId)
      timer ??= setTimeout(() => void flush(), ACKNOWLEDGE_DELAY_MS)
    },
    async read() {
      const answer = await attempt(port.read(shopId))
      if (answer.ok) return answer.value.entries
      onTrouble(answer.error)
      return []
    },
    flush,
  }
}

async function attempt<Value>(asked: Promise<Result<Value, unknown>>): Promise<Result<Value, unknown>> {
  try {
    return await asked
  } catch (thrown) {
    return { ok: false, error: thrown }
  }
}
