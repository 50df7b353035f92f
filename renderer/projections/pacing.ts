/** A function that is to run, but not at every call. */
export interface Paced {
  run(): void
  /** Runs now what is waiting. */
  flush(): void
  cancel(): void
}

/** At once, then at most every `everyMs`, and always once after the last call. */
export function createThrottle(action: () => void, everyMs: number): Paced {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWaiting = false
  const tick = () => {
    timer = undefined
    if (!isWaiting) return
    isWaiting = false
    action()
    timer = setTimeout(tick, everyMs)
  }
  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
    isWaiting = false
  }
  return {
    run() {
      isWaiting = true
      if (timer === undefined) tick()
    },
    flush() {
      if (isWaiting) {
        cancel()
        action()
      }
    },
    cancel,
  }
}

/** Once, `afterMs` after the last call. */
export function createDebounce(action: () => void, afterMs: number): Paced {
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
  }
  return {
    run() {
      cancel()
      timer = setTimeout(() => {
        timer = undefined
        action()
      }, afterMs)
    },
    flush() {
      if (timer === undefined) return
      cancel()
      action()
    },
    cancel,
  }
}
