import { createServer } from 'node:net'

export type PortState = 'free' | 'taken' | 'forbidden' | 'no-such-host'

/** Whether one can listen there; asked before anything slow is started. */
export function checkPort(host: string, port: number): Promise<PortState> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(stateOf(error.code)))
    probe.listen({ host, port }, () => probe.close(() => resolve('free')))
  })
}

function stateOf(code: string | undefined): PortState {
  if (code === 'EACCES') return 'forbidden'
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'no-such-host' : 'taken'
}

/** Whether it is our own server that has the port. */
export async function isComptoir(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null && 'epoch' in body && 'draining' in body
  } catch {
    return false // another program, which does not speak like us
  }
}
