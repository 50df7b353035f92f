import { join } from 'node:path'
import type { JournalEntry } from '@shared/ipc/contract.ts'
import type { DesktopError } from '@shared/ipc/errors.ts'
import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Disk } from './disk.ts'
import { toReadError, toWriteError } from './file-errors.ts'
import { JournalSegment } from './journal-segment.ts'

/**
 * The second copy of writes that the server has not accepted, in the shell's own folder: the page's database can be lost
 * with the browser engine's files, this one cannot at the same time. One file per shop.
 */
export interface Journal {
  /** JOURNAL-1: a good answer means the entries are on the disk. Errors: `DiskFull`, `PermissionDenied`, `WriteFailed`. */
  append(shopId: Id, entries: readonly JournalEntry[]): Promise<Result<void, DesktopError>>
  /** The server has these; unknown ids are no error, because an answer may arrive twice. */
  acknowledge(shopId: Id, ids: readonly string[]): Promise<Result<void, DesktopError>>
  /** What is still unacknowledged, oldest first. Errors: `ReadFailed`, `PermissionDenied`. */
  read(shopId: Id): Promise<Result<{ entries: JournalEntry[]; damagedBytes: number }, DesktopError>>
  /** Waits for every write under way; true when all of them are safe on the disk. */
  flush(): Promise<boolean>
  close(): Promise<void>
}

export interface JournalDeps {
  readonly disk: Disk
  readonly directory: string
}

export function createJournal({ disk, directory }: JournalDeps): Journal {
  const segmentByShop = new Map<Id, Promise<JournalSegment>>()

  const segmentOf = (shopId: Id): Promise<JournalSegment> => {
    const known = segmentByShop.get(shopId)
    if (known !== undefined) return known
    const opening = JournalSegment.open(disk, join(directory, `${shopId}.journal`))
    segmentByShop.set(shopId, opening)
    // A journal that could not be read is tried again by the next caller, who may have more luck with the disk.
    opening.catch(() => segmentByShop.delete(shopId))
    return opening
  }

  const openSegments = async (): Promise<JournalSegment[]> => {
    const opened = await Promise.allSettled(segmentByShop.values())
    return opened.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  }

  return {
    append: (shopId, entries) =>
      attempt(toWriteError, async () => (await segmentOf(shopId)).write(entries.map((put) => ({ put })))),
    acknowledge: (shopId, ids) =>
      attempt(toWriteError, async () => {
        const segment = await segmentOf(shopId)
        const known = ids.filter((id) => segment.has(id))
        if (known.length > 0) await segment.write([{ acknowledged: known }])
      }),
    read: (shopId) =>
      attempt(toReadError, async () => {
        const segment = await segmentOf(shopId)
        return { entries: segment.entries(), damagedBytes: segment.damagedBytes }
      }),
    async flush() {
      const segments = await openSegments()
      await Promise.all(segments.map((segment) => segment.flush()))
      // A file never written to has nothing unsafe in it.
      return segments.every((segment) => segment.isSafe || segment.entries().length === 0)
    },
    async close() {
      await Promise.all((await openSegments()).map((segment) => segment.close()))
    },
  }
}

async function attempt<Value>(
  name: (error: unknown) => DesktopError,
  work: () => Promise<Value>,
): Promise<Result<Value, DesktopError>> {
  try {
    return ok(await work())
  } catch (error) {
    return err(name(error))
  }
}
