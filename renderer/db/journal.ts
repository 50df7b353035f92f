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
  /** The server holds these edits, or refused them and they are in the refused list, or they failed and nobody wants them. */
  acknowledge(editIds: readonly string[]): void
  /**
   * As `acknowledge`, for the first edit of a document: the journal keeps it for once or twice `holdMs` more. A disk that only said it had
   * written may lose a sale in a power cut, and with it that its number was given (RECEIPT-1). A document that is gone as a whole is
   * put back without harm; an edit that is gone the server still has, and a comparison finds it.
   */
  acknowledgeNew(editIds: readonly string[]): void
  read(): Promise<readonly JournalEntry[]>
  /** Sends acknowledgements that were waiting to be sent together; what is held stays for the next start. */
  close(): Promise<void>
}

const ACKNOWLEDGE_DELAY_MS = 20
const APPEND_SLICE = 500

export interface JournalParts {
  readonly port: JournalPort
  readonly shopId: Id
  readonly holdMs: number
  readonly onTrouble: (what: unknown) => void
}

export function createJournal({ port, shopId, holdMs, onTrouble }: JournalParts): Journal {
  const acknowledged = collect(ACKNOWLEDGE_DELAY_MS, send)
  const held = collect(holdMs, (fresh) => aged.add(fresh))
  const aged = collect(holdMs, send)

  async function send(editIds: readonly string[]): Promise<void> {
    const done = await attempt(port.acknowledge(shopId, editIds))
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
    acknowledge: acknowledged.add,
    acknowledgeNew: held.add,
    async read() {
      const answer = await attempt(port.read(shopId))
      if (answer.ok) return answer.value.entries
      onTrouble(answer.error)
      return []
    },
    async close() {
      held.stop()
      aged.stop()
      await acknowledged.flush()
    },
  }
}

/** Gathers ids and passes them on together, `delayMs` after the first. */
function collect(delayMs: number, pass: (ids: readonly string[]) => unknown) {
  let ids: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  async function flush(): Promise<void> {
    stop()
    const due = ids
    ids = []
    if (due.length > 0) await pass(due)
  }

  return {
    add(more: readonly string[]): void {
      ids.push(...more)
      timer ??= setTimeout(() => void flush(), delayMs)
    },
    flush,
    stop,
  }
}

async function attempt<Value>(asked: Promise<Result<Value, unknown>>): Promise<Result<Value, unknown>> {
  try {
    return await asked
  } catch (thrown) {
    return { ok: false, error: thrown }
  }
}
