/* A worker asked by function name: the least that question and answer between two threads cost. */

type Calls = Readonly<Record<string, (...args: never[]) => unknown>>
type Asked = { readonly id: number; readonly name: string; readonly args: unknown[] }
type Answered = { readonly id: number; readonly value?: unknown; readonly error?: string }

export function answerCalls(calls: Calls): void {
  addEventListener('message', (event: MessageEvent<Asked>) => {
    const { id, name, args } = event.data
    Promise.resolve()
      .then(() => (calls[name] as ((...given: unknown[]) => unknown) | undefined)?.(...args)) // its own side asks
      .then((value) => postMessage({ id, value }))
      .catch((thrown) => postMessage({ id, error: String(thrown) }))
  })
}

export type Remote<All extends Calls> = {
  readonly [Name in keyof All]: (...args: Parameters<All[Name]>) => Promise<Awaited<ReturnType<All[Name]>>>
}

/** The functions of a worker, to be called from here. */
export function remote<All extends Calls>(worker: Worker): Remote<All> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.error !== undefined) asked?.reject(new Error(data.error))
    else asked?.resolve(data.value)
  })
  const call = (name: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject })
      worker.postMessage({ id: last, name, args })
    })
  return new Proxy({} as Remote<All>, {
    get: (_target, name) => (name === 'then' ? undefined : (...args: unknown[]) => call(String(name), args)),
  })
}
