import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { z } from 'zod'
import { type Disk, replaceFile } from './disk.ts'
import { toReadError, toWriteError } from './file-errors.ts'

/** The part of Electron's `safeStorage` in use. The methods without `Async` leave Electron with version 46. */
export interface SafeStorage {
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(text: string): Promise<Buffer>
  decryptStringAsync?(bytes: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
  isEncryptionAvailable?(): boolean
  encryptString?(text: string): Buffer
  decryptString?(bytes: Buffer): string
  getSelectedStorageBackend?(): string
}

/** Encrypts with the key the operating system keeps for this user. */
export interface Keychain {
  /** False where the system offers no keychain or only obfuscation (`basic_text` on Linux). */
  isSafe(): Promise<boolean>
  encrypt(text: string): Promise<Buffer>
  /** `again` asks for the text to be encrypted anew, because the system changed its key. */
  decrypt(bytes: Buffer): Promise<{ text: string; again: boolean }>
}

/** Prefers the asynchronous half of `safeStorage`; an older Electron has only the other one. */
export function createKeychain(storage: SafeStorage, platform: string): Keychain {
  return {
    async isSafe() {
      const available =
        (await storage.isAsyncEncryptionAvailable?.()) ?? storage.isEncryptionAvailable?.() ?? false
      if (!available || platform !== 'linux') return available
      const backend = storage.getSelectedStorageBackend?.()
      return backend !== 'basic_text' && backend !== 'unknown'
    },
    async encrypt(text) {
      if (storage.encryptStringAsync !== undefined) return storage.encryptStringAsync(text)
      if (storage.encryptString !== undefined) return storage.encryptString(text)
      throw new Error('This Electron offers no way to encrypt a secret')
    },
    async decrypt(bytes) {
      if (storage.decryptStringAsync !== undefined) {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(bytes)
        return { text: result, again: shouldReEncrypt }
      }
      if (storage.decryptString !== undefined) return { text: storage.decryptString(bytes), again: false }
      throw new Error('This Electron offers no way to decrypt a secret')
    },
  }
}

/**
 * Small texts that only this user of this machine may read. Where the system has no real keychain, they are kept in memory
 * and forgotten at the end (`persisted: false`): an obfuscated file would only look like protection.
 */
export interface SecretStore {
  /** Errors: `SecretUnreadable` when the keychain cannot open what was stored, `ReadFailed`. */
  get(name: string): Promise<Result<string | null, DesktopError>>
  set(name: string, value: string): Promise<Result<{ persisted: boolean }, DesktopError>>
  delete(name: string): Promise<Result<void, DesktopError>>
}

const fileSchema = z.record(z.string(), z.base64())

export interface SecretStoreDeps {
  readonly disk: Disk
  readonly path: string
  readonly keychain: Keychain
}

export function createSecretStore({ disk, path, keychain }: SecretStoreDeps): SecretStore {
  const inMemory = new Map<string, string>()
  // Read, change, replace: two at once would lose one of the changes.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  const save = async (change: (stored: Map<string, string>) => void): Promise<Result<void, DesktopError>> => {
    try {
      const stored = await readStored(disk, path)
      change(stored)
      await replaceFile(disk, path, Buffer.from(JSON.stringify(Object.fromEntries(stored))))
      return ok(undefined)
    } catch (error) {
      return err(toWriteError(error))
    }
  }

  const seal = async (name: string, value: string): Promise<Result<void, DesktopError>> => {
    const sealed = await keychain.encrypt(value)
    return save((stored) => stored.set(name, sealed.toString('base64')))
  }

  const get = async (name: string): Promise<Result<string | null, DesktopError>> => {
    const remembered = inMemory.get(name)
    if (remembered !== undefined) return ok(remembered)
    let sealed: string | undefined
    try {
      sealed = (await readStored(disk, path)).get(name)
    } catch (error) {
      return err(toReadError(error))
    }
    if (sealed === undefined) return ok(null)
    try {
      const { text, again } = await keychain.decrypt(Buffer.from(sealed, 'base64'))
      if (again) await seal(name, text)
      return ok(text)
    } catch {
      // The keychain gives no reason worth showing: another user, a reset keychain, or altered bytes.
      return err({ type: 'SecretUnreadable', name })
    }
  }

  return {
    get: (name) => inTurn(() => get(name)),
    set: (name, value) =>
      inTurn(async () => {
        if (!(await keychain.isSafe())) {
          inMemory.set(name, value)
          return ok({ persisted: false })
        }
        const saved = await seal(name, value)
        return saved.ok ? ok({ persisted: true }) : saved
      }),
    delete: (name) =>
      inTurn(async () => {
        inMemory.delete(name)
        return save((stored) => stored.delete(name))
      }),
  }
}

/** A file that is not ours or was cut short counts as empty: people sign in again, nothing else is lost. */
async function readStored(disk: Disk, path: string): Promise<Map<string, string>> {
  const bytes = await disk.read(path)
  if (bytes === null) return new Map()
  try {
    const parsed = fileSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    return new Map(parsed.success ? Object.entries(parsed.data) : [])
  } catch {
    return new Map()
  }
}
