import { dirname } from 'node:path'
import type { Disk, DiskFile } from '../../electron/main/services/disk.ts'

interface Inode {
  /** What a power cut leaves. */
  durable: Uint8Array
  /** What the running system shows. */
  shown: Uint8Array
}

/** What became of bytes and names that were not flushed when the power went. */
export type Aftermath = 'all lost' | 'all kept' | ((choices: number) => number)

export class PowerCut extends Error {}

const EMPTY = new Uint8Array()

/**
 * A disk in memory that keeps what was written apart from what was flushed, can lose its power before any step, and can
 * run full. It makes durability testable: a real process that is killed still leaves its bytes in the system's cache.
 */
export class CrashDisk implements Disk {
  #names = new Map<string, Inode>()
  #durableNames = new Map<string, Inode>()
  #steps = 0
  #cutBefore = Number.POSITIVE_INFINITY
  #failures: { step: number; code: string }[] = []
  /** Flushes of file contents so far. */
  flushes = 0

  get steps(): number {
    return this.#steps
  }

  cutPowerBefore(step: number): void {
    this.#cutBefore = step
  }

  /** The step with this number fails with the system's `code`; a write gets half-way first. */
  failAt(step: number, code: string): void {
    this.#failures.push({ step, code })
  }

  /** The disk as the next start of the machine finds it. */
  afterPowerCut(aftermath: Aftermath): CrashDisk {
    const choose = (choices: number): number => {
      if (aftermath === 'all lost') return 0
      return aftermath === 'all kept' ? choices - 1 : aftermath(choices)
    }
    const next = new CrashDisk()
    const paths = new Set([...this.#names.keys(), ...this.#durableNames.keys()])
    for (const path of paths) {
      const inode = choose(2) === 0 ? this.#durableNames.get(path) : this.#names.get(path)
      if (inode === undefined) continue
      const survived = survivingBytes(inode, choose)
      const fresh = { durable: survived, shown: survived }
      next.#names.set(path, fresh)
      next.#durableNames.set(path, fresh)
    }
    return next
  }

  /** Puts bytes on the disk directly, as damage or an older version would have left them. */
  plant(path: string, bytes: Uint8Array): void {
    const inode = { durable: bytes, shown: bytes }
    this.#names.set(path, inode)
    this.#durableNames.set(path, inode)
  }

  bytesOf(path: string): Uint8Array {
    return this.#names.get(path)?.shown ?? EMPTY
  }

  async makeDirectory(): Promise<void> {
    await this.#step()
  }

  async list(directory: string): Promise<readonly string[]> {
    await this.#step()
    return [...this.#names.keys()].filter((path) => dirname(path) === directory)
  }

  async read(path: string): Promise<Uint8Array | null> {
    await this.#step()
    return this.#names.get(path)?.shown ?? null
  }

  async open(path: string): Promise<DiskFile> {
    await this.#step()
    const inode = this.#names.get(path) ?? { durable: EMPTY, shown: EMPTY }
    this.#names.set(path, inode)
    return {
      write: async (bytes, position) => {
        const half = bytes.subarray(0, bytes.byteLength >> 1)
        await this.#step(() => {
          inode.shown = splice(inode.shown, half, position)
        })
        inode.shown = splice(inode.shown, bytes, position)
      },
      sync: async () => {
        await this.#step()
        this.flushes++
        inode.durable = inode.shown
      },
      truncate: async (length) => {
        await this.#step()
        inode.shown = inode.shown.slice(0, length)
      },
      close: () => this.#step(),
    }
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step()
    const inode = this.#names.get(from)
    if (inode === undefined) throw systemError('ENOENT')
    this.#names.delete(from)
    this.#names.set(to, inode)
  }

  async remove(path: string): Promise<void> {
    await this.#step()
    this.#names.delete(path)
  }

  async syncDirectory(directory: string): Promise<void> {
    await this.#step()
    for (const path of [...this.#names.keys(), ...this.#durableNames.keys()]) {
      if (dirname(path) !== directory) continue
      const inode = this.#names.get(path)
      if (inode === undefined) this.#durableNames.delete(path)
      else this.#durableNames.set(path, inode)
    }
  }

  async #step(halfDone: () => void = () => undefined): Promise<void> {
    // Other work may come between any two steps, as with a real disk.
    await Promise.resolve()
    const step = this.#steps++
    if (step >= this.#cutBefore) {
      if (step === this.#cutBefore) halfDone()
      throw new PowerCut('the power is gone')
    }
    const failure = this.#failures.find((planned) => planned.step === step)
    if (failure === undefined) return
    halfDone()
    throw systemError(failure.code)
  }
}

function splice(old: Uint8Array, bytes: Uint8Array, position: number): Uint8Array {
  const next = new Uint8Array(Math.max(old.byteLength, position + bytes.byteLength))
  next.set(old)
  next.set(bytes, position)
  return next
}

/** Either state, or the flushed bytes plus as much of what was added since as the disk happened to write. */
function survivingBytes({ durable, shown }: Inode, choose: (choices: number) => number): Uint8Array {
  const added = shown.byteLength - durable.byteLength
  if (added <= 0) return choose(2) === 0 ? durable : shown
  return shown.slice(0, durable.byteLength + choose(added + 1))
}

const systemError = (code: string): Error => Object.assign(new Error(code), { code })
