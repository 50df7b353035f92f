import type { LineParts } from './network.ts'
import type { OfficeLine } from './office.ts'
import type { Owner } from './world.ts'

export interface StreamReader {
  read(): Promise<{ done: boolean; value: Uint8Array | undefined }>
  cancel(): Promise<void>
}

type Parts = Pick<LineParts, 'world' | 'faults' | 'onStream'> & {
  readonly delay: () => number
  readonly owner: Owner
}

/** The body of an open stream as the device reads it: what is said while the line is down is gone, and nobody says so. */
export function readStream(
  stream: NonNullable<OfficeLine['stream']>,
  signal: AbortSignal | null,
  { world, faults, onStream, delay, owner }: Parts,
): StreamReader {
  const texts: string[] = []
  let isOver = false
  let wake: () => void = () => undefined
  const finish = (): void => {
    isOver = true
    wake()
  }
  const close = (): void => {
    stream.close()
    finish()
  }
  stream.onText((text) => {
    const { partition, isStreamDead } = faults()
    if (partition !== 'none' || isStreamDead || isOver) return
    const arrive = (): void => {
      texts.push(text)
      wake()
    }
    world.after(delay(), arrive, owner)
  })
  stream.onEnd(() => void world.after(delay(), finish, owner))
  signal?.addEventListener('abort', close, { once: true })
  onStream(close)
  return {
    async read() {
      while (texts.length === 0 && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const text = texts.shift()
      if (text === undefined) return { done: true, value: undefined }
      return { done: false, value: new TextEncoder().encode(text) }
    },
    cancel: async () => close(),
  }
}
