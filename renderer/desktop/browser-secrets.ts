import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Desktop } from './desktop.ts'

const DATABASE = 'comptoir-secrets'
const KEYS = 'keys'
const SECRETS = 'secrets'
const KEY_NAME = 'main'

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly data: ArrayBuffer
}

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'iv' in value && 'data' in value

/**
 * Secrets of a browser: AES-GCM under a key that no script can export, both in IndexedDB. A copy of the stored bytes alone
 * is useless without the browser's own profile. The secret's name is bound to it, so that two cannot be exchanged.
 */
export function createBrowserSecrets(): Desktop['secrets'] {
  return {
    get: (name) =>
      attempt(name, async (database) => {
        const stored = await request(database.transaction(SECRETS).objectStore(SECRETS).get(name))
        if (!isSealed(stored)) return null
        const key = await keyOf(database)
        const plain = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: stored.iv, additionalData: encode(name) },
          key,
          stored.data,
        )
        return new TextDecoder().decode(plain)
      }),
    set: (name, value) =>
      attempt(name, async (database) => {
        const key = await keyOf(database)
        const iv = crypto.getRandomValues(new Uint8Array(12))
        const data = await crypto.subtle.encrypt(
          { name: 'AES-GCM', iv, additionalData: encode(name) },
          key,
          encode(value),
        )
        const sealed: Sealed = { iv, data }
        await commit(database, SECRETS, (store) => store.put(sealed, name))
        return { persisted: true }
      }),
    delete: (name) => attempt(name, (database) => commit(database, SECRETS, (store) => store.delete(name))),
  }
}

async function attempt<Value>(
  name: string,
  work: (database: IDBDatabase) => Promise<Value>,
): Promise<Result<Value, DesktopError>> {
  let database: IDBDatabase | undefined
  try {
    database = await open()
    return ok(await work(database))
  } catch (error) {
    return err(toDesktopError(error, name))
  } finally {
    database?.close()
  }
}

function toDesktopError(error: unknown, name: string): DesktopError {
  const code = error instanceof DOMException ? error.name : String(error)
  if (code === 'QuotaExceededError') return { type: 'DiskFull' }
  if (code === 'OperationError') return { type: 'SecretUnreadable', name }
  return { type: 'WriteFailed', code }
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore(KEYS)
    opening.result.createObjectStore(SECRETS)
  })
  return request(opening)
}

/** The one key of this profile. Two tabs may both make one; the first that is stored wins for both. */
async function keyOf(database: IDBDatabase): Promise<CryptoKey> {
  const stored: unknown = await request(database.transaction(KEYS).objectStore(KEYS).get(KEY_NAME))
  if (stored instanceof CryptoKey) return stored
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const transaction = database.transaction(KEYS, 'readwrite', { durability: 'strict' })
  const store = transaction.objectStore(KEYS)
  const current: unknown = await request(store.get(KEY_NAME))
  if (current instanceof CryptoKey) return current
  const done = finished(transaction)
  store.put(fresh, KEY_NAME)
  await done
  return fresh
}

async function commit(
  database: IDBDatabase,
  name: string,
  change: (store: IDBObjectStore) => unknown,
): Promise<void> {
  const transaction = database.transaction(name, 'readwrite', { durability: 'strict' })
  const done = finished(transaction)
  change(transaction.objectStore(name))
  await done
}

const finished = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve(), { once: true })
    transaction.addEventListener('abort', () => reject(transaction.error), { once: true })
  })

const request = <Value>(asked: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result), { once: true })
    asked.addEventListener('error', () => reject(asked.error), { once: true })
  })

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
