import { type CounterCart, counterCartSchema } from './cart.ts'

/**
 * Keeps the current cart of this device over a reload, a crash or a power cut. A small database of its own: it must not wait
 * behind the shop's data, and localStorage reaches the disk only seconds later.
 */
export interface CartVault {
  /** The kept cart, or null when there is none or it cannot be read. */
  load(): Promise<CounterCart | null>
  /** Keeps the newest state; states that come while one is being written are skipped, the last one never. */
  save(cart: CounterCart): void
  /** Resolves when the newest saved state is on the disk, or could not be put there. */
  settled(): Promise<void>
}

const STORE = 'carts'

export function createCartVault(key: string, factory: IDBFactory = indexedDB): CartVault {
  let opening: Promise<IDBDatabase> | null = null
  let newest: CounterCart | null = null
  let writing: Promise<void> | null = null

  const open = (): Promise<IDBDatabase> => {
    opening ??= openDatabase(factory).catch((error: unknown) => {
      opening = null // the next state tries again
      throw error
    })
    return opening
  }
  const writeAll = async (): Promise<void> => {
    while (newest !== null) {
      const cart = newest
      newest = null
      // The cart on screen is the truth; one that cannot be kept is still sold from memory.
      await open()
        .then((database) => put(database, key, cart))
        .catch(() => undefined)
    }
    writing = null
  }

  return {
    async load() {
      const database = await open().catch(() => null)
      if (!database) return null
      const kept = await get(database, key).catch(() => null)
      const parsed = counterCartSchema.safeParse(kept)
      return parsed.success ? parsed.data : null
    },
    save(cart) {
      newest = cart
      writing ??= writeAll()
    },
    async settled() {
      await writing
    },
  }
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open('comptoir-counter', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function get(database: IDBDatabase, key: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(STORE).objectStore(STORE).get(key)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function put(database: IDBDatabase, key: string, cart: CounterCart): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' })
    transaction.objectStore(STORE).put(cart, key)
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
    transaction.onerror = () => reject(transaction.error)
  })
}
