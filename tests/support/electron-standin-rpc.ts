/** The end of a channel between two processes; `child_process` offers one on both sides. */
export interface RpcPort {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** Methods one side offers to the other. Arguments and answers are copied on the way. */
type Methods = Readonly<Record<string, (...args: never[]) => unknown>>

export type Remote<Side extends Methods> = {
  readonly [Name in keyof Side]: (...args: Parameters<Side[Name]>) => Promise<Awaited<ReturnType<Side[Name]>>>
}

interface Message {
  readonly call?: { readonly id: number; readonly method: string; readonly args: never[] }
  readonly answer?: { readonly id: number; readonly value?: unknown; readonly error?: string }
}

export interface Connection<There extends Methods> {
  readonly there: Remote<There>
  /** Rejects whatever is still unanswered. */
  close(): void
}

/** Lets each side call the other's methods by name. */
export function connect<There extends Methods>(port: RpcPort, here: Methods): Connection<There> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  let closed = false

  port.onMessage((received) => {
    // Both ends are ours and speak nothing else on this channel.
    const { call, answer } = received as Message
    if (call !== undefined) void respond(port, here, call)
    if (answer !== undefined) {
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.error === undefined) asked?.resolve(answer.value)
      else asked?.reject(new Error(answer.error))
    }
  })

  const ask = (method: string, args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Error(`The other process is gone: ${method} was not called`))
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      port.send({ call: { id, method, args } })
    })

  // The proxy has every method the type names, because the other side was written against the same type.
  const there = new Proxy({} as Remote<There>, {
    get:
      (_target, method) =>
      (...args: unknown[]) =>
        ask(String(method), args),
  })
  return {
    there,
    close(): void {
      closed = true
      for (const [, asked] of waiting) asked.reject(new Error('The other process is gone'))
      waiting.clear()
    },
  }
}

async function respond(port: RpcPort, here: Methods, call: NonNullable<Message['call']>): Promise<void> {
  try {
    const method = here[call.method]
    if (method === undefined) throw new Error(`Unknown method ${call.method}`)
    port.send({ answer: { id: call.id, value: await method(...call.args) } })
  } catch (error) {
    port.send({ answer: { id: call.id, error: error instanceof Error ? error.message : String(error) } })
  }
}
