/** Runs work of one key in turn, work of different keys side by side. */
export interface KeyedQueue {
  run<Value>(key: string, work: () => Promise<Value>): Promise<Value>
}

export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, work) {
      const previous = tails.get(key) ?? Promise.resolve()
      const next = previous.then(work, work)
      tails.set(key, next)
      const forget = () => {
        if (tails.get(key) === next) tails.delete(key)
      }
      next.then(forget, forget)
      return next
    },
  }
}
