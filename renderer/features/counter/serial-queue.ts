export interface SerialQueue<Item> {
  /** Takes an item; it is handled after every earlier one. */
  push(item: Item): void
  /** Items wait, none is lost: while a sale is being written or a question is open. */
  pause(): void
  resume(): void
  /** Drops what waits: only when the person leaves the counter. */
  close(): void
}

/** Handles items one at a time in the order they came. An item whose handler fails does not hold up the others. */
export function createSerialQueue<Item>(
  handle: (item: Item) => Promise<void>,
  onFailure: (error: unknown, item: Item) => void,
): SerialQueue<Item> {
  const waiting: Item[] = []
  let working = false
  let paused = false
  let closed = false

  const drain = async (): Promise<void> => {
    if (working) return
    working = true
    while (!paused && !closed) {
      const item = waiting.shift()
      if (item === undefined) break
      try {
        await handle(item)
      } catch (error) {
        onFailure(error, item)
      }
    }
    working = false
  }

  return {
    push(item) {
      if (closed) return
      waiting.push(item)
      void drain()
    },
    pause() {
      paused = true
    },
    resume() {
      paused = false
      void drain()
    },
    close() {
      closed = true
      waiting.length = 0
    },
  }
}
