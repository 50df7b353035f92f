import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { JournalEntry } from '@shared/ipc/contract.ts'
import { type Disk, type DiskFile, replaceFile } from './disk.ts'
import { encodeFrame, type JournalRecord, readFrames } from './journal-frames.ts'
import { LiveEntries } from './live-entries.ts'

/** Below this size a file is not worth rewriting, however little of it is still needed. */
const COMPACT_ABOVE_BYTES = 256 * 1024

interface Waiting {
  readonly records: readonly JournalRecord[]
  resolve(): void
  reject(error: unknown): void
}

/**
 * One shop's journal file.
 *
 * JOURNAL-1 `write` resolves only after the bytes were flushed; everything that waits meanwhile shares the next flush.
 * JOURNAL-2 a write cut short by a crash loses nothing that was resolved before.
 * JOURNAL-3 a crash at any step of a compaction leaves the old file or the new one, whole.
 * JOURNAL-5 a write that was rejected is cut off again, so that it does not come back as a surprise.
 *
 * After a failed write or flush the file is not trusted any more (a failed flush may have dropped bytes that look
 * written): the next write first puts everything still needed into a new file.
 */
export class JournalSegment {
  readonly #disk: Disk
  readonly #path: string
  readonly #live = new LiveEntries()
  readonly #queue: Waiting[] = []
  #file: DiskFile | null = null
  #size = 0
  /** Twice what the last compaction left: the work of rewriting stays in proportion to what was written since. */
  #compactAt = COMPACT_ABOVE_BYTES * 4
  #trusted = true
  #damagedBytes = 0
  #draining: Promise<void> | null = null

  private constructor(disk: Disk, path: string) {
    this.#disk = disk
    this.#path = path
  }

  /** Replays the file. What a crash tore off is dropped; what is damaged in the middle is kept aside as `*.damaged-*`. */
  static async open(disk: Disk, path: string): Promise<JournalSegment> {
    const segment = new JournalSegment(disk, path)
    await segment.#replay()
    return segment
  }

  get damagedBytes(): number {
    return this.#damagedBytes
  }

  /** Whether everything accepted so far is flushed and the file can take more. */
  get isSafe(): boolean {
    return this.#trusted && this.#queue.length === 0
  }

  entries(): JournalEntry[] {
    return this.#live.list()
  }

  has(id: string): boolean {
    return this.#live.has(id)
  }

  /** Resolves when the records are on the disk (JOURNAL-1); rejects with the system's error. */
  write(records: readonly JournalRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ records, resolve, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when nothing is waiting any more, whatever became of it. */
  async flush(): Promise<void> {
    while (this.#draining !== null) await this.#draining
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#closeFile()
  }

  async #replay(): Promise<void> {
    const bytes = await this.#disk.read(this.#path)
    if (bytes === null) {
      // The file and its folder must survive a power cut before the first write may be called durable.
      await this.#disk.makeDirectory(dirname(this.#path))
      await this.#disk.syncDirectory(dirname(dirname(this.#path)))
      this.#trusted = false
      return
    }
    const { records, tornBytes, damagedBytes } = readFrames(bytes)
    for (const record of records) this.#live.apply(record)
    this.#damagedBytes = damagedBytes
    this.#size = bytes.byteLength
    if (damagedBytes > 0) {
      // Named after its content, so that a start that fails half-way does not pile up copies.
      const aside = `${this.#path}.damaged-${crc32(bytes).toString(16).padStart(8, '0')}`
      await replaceFile(this.#disk, aside, bytes)
    }
    if (damagedBytes > 0 || tornBytes > 0) await this.#compact()
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0)
      try {
        await this.#commit(batch.flatMap((waiting) => waiting.records))
        for (const waiting of batch) waiting.resolve()
      } catch (error) {
        for (const waiting of batch) waiting.reject(error)
      }
    }
    this.#draining = null
  }

  async #commit(records: readonly JournalRecord[]): Promise<void> {
    if (!this.#trusted) await this.#compact()
    const bytes = Buffer.concat(records.map(encodeFrame))
    try {
      this.#file ??= await this.#disk.open(this.#path)
      await this.#file.write(bytes, this.#size)
      await this.#file.sync()
    } catch (error) {
      this.#trusted = false
      // JOURNAL-5, as far as a failing disk lets us; the next write rewrites the file anyway.
      await this.#file?.truncate(this.#size).catch(() => undefined)
      throw error
    }
    this.#size += bytes.byteLength
    for (const record of records) this.#live.apply(record)
    const worthIt = this.#size > (this.#live.size === 0 ? COMPACT_ABOVE_BYTES : this.#compactAt)
    // What was just written is safe in the old file: a compaction that fails is tried again before the next write.
    if (worthIt) await this.#compact().catch(() => undefined)
  }

  async #compact(): Promise<void> {
    this.#trusted = false
    await this.#closeFile()
    const bytes = Buffer.concat(this.#live.list().map((put) => encodeFrame({ put })))
    await replaceFile(this.#disk, this.#path, bytes)
    this.#size = bytes.byteLength
    this.#compactAt = Math.max(COMPACT_ABOVE_BYTES * 4, bytes.byteLength * 2)
    this.#trusted = true
  }

  async #closeFile(): Promise<void> {
    const file = this.#file
    this.#file = null
    // A handle that cannot be closed cannot be used either; the file is opened anew.
    await file?.close().catch(() => undefined)
  }
}
