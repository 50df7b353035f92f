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
  /**
   * The server holds these edits, or refused them and they are in the refused list. They stay in the journal for `holdMs` more:
   * a disk that only said it had them may lose the last of what the browser wrote in a power cut, and with it that a number was given.
   */
  acknowledge(editIds: readonly string[]): void
  /** These edits are not to come back: they failed, or nobody wants them. */
  withdraw(editIds: readonly string[]): Promise<void>
  read(): Promise<readonly JournalEntry[]>
  /** What is held stays for the next start. */
  close(): void
}

const APPEND_SLICE = 500

export interface JournalParts {
  readonly port: JournalPort
  readonly shopId: Id
  readonly holdMs: number
  readonly onTrouble: (what: unknown) => void
}

export function createJournal({ port, shopId, holdMs, onTrouble }: JournalParts): Journal {
  let fresh: string[] = []
  let aged: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  async function withdraw(editIds: readonly string[]): Promise<void> {
    if (editIds.length === 0) return
    const done = await attempt(port.acknowledge(shopId, editIds))
    if (!done.ok) onTrouble(done.error)
  }

  /** One timer for all: everything is held for one round at least and for two at most. */
  function letGo(): void {
    void withdraw(aged)
    aged = fresh
    fresh = []
    timer = aged.length > 0 ? setTimeout(letGo, holdMs) : undefined
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
      fresh.push(...editIds)
      timer ??= setTimeout(letGo, holdMs)
    },
    withdraw,
    async read() {
      const answer = await attempt(port.read(shopId))
      if (answer.ok) return answer.value.entries
      onTrouble(answer.error)
      return []
    },
    close: () => clearTimeout(timer),
  }
}

async function attempt<Value>(asked: Promise<Result<Value, unknown>>): Promise<Result<Value, unknown>> {
  try {
    return await asked
  } catch (thrown) {
    return { ok: false, error: thrown }
  }
}
