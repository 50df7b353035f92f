import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf } from './file-errors.ts'

/** An open file that is written at explicit positions and flushed by request. */
export interface DiskFile {
  write(bytes: Uint8Array, position: number): Promise<void>
  /** Resolves when the bytes are on the disk, not merely in the system's cache. */
  sync(): Promise<void>
  truncate(length: number): Promise<void>
  close(): Promise<void>
}

/**
 * The few file operations that durable writing is made of, one step each, so that tests can stop between any two.
 * All paths are absolute. Every method rejects with the system's own error.
 */
export interface Disk {
  makeDirectory(path: string): Promise<void>
  list(directory: string): Promise<readonly string[]>
  /** The whole file; null when there is none. */
  read(path: string): Promise<Uint8Array | null>
  /** Opens for writing and makes the file when it is missing; what it holds stays. */
  open(path: string): Promise<DiskFile>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Makes creations, renames and removals inside the folder survive a power cut. */
  syncDirectory(path: string): Promise<void>
}

/** The real disk. */
export const nodeDisk: Disk = {
  async makeDirectory(path) {
    await mkdir(path, { recursive: true })
  },
  list: (directory) => readdir(directory),
  async read(path) {
    try {
      return await readFile(path)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    }
  },
  open: openFile,
  rename,
  remove: (path) => rm(path, { force: true }),
  async syncDirectory(path) {
    // Windows cannot flush a folder; NTFS journals the renames themselves.
    if (process.platform === 'win32') return
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
}

async function openFile(path: string): Promise<DiskFile> {
  const handle = await open(path, 'r+').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return open(path, 'w+', 0o600)
    throw error
  })
  return {
    async write(bytes, position) {
      let done = 0
      while (done < bytes.byteLength) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done, position + done)
        done += bytesWritten
      }
    },
    sync: () => handle.sync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  }
}

/**
 * Replaces the file in one step: after a crash at any moment it holds either the old bytes or the new ones, whole.
 * Rejects with the system's error and leaves the old file as it was.
 */
export async function replaceFile(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const next = join(dirname(path), `.${randomUUID()}.part`)
  try {
    const file = await disk.open(next)
    try {
      await file.write(bytes, 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await disk.rename(next, path)
    await disk.syncDirectory(dirname(path))
  } catch (error) {
    // The half-written copy is of no use to anyone; that it cannot be removed must not hide the first error.
    await disk.remove(next).catch(() => undefined)
    throw error
  }
}
