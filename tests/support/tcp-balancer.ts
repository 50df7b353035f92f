import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * What stands in front of several server processes: one address for the devices, connections dealt out in turn. A server
 * that takes no connection is passed over, so a device whose server died reaches another one by asking again.
 */
export interface TcpBalancer {
  readonly url: string
  /** Connections that are open to a server just now. */
  openTo(port: number): number
  close(): Promise<void>
}

export async function createTcpBalancer(ports: readonly number[]): Promise<TcpBalancer> {
  const open = new Map<Socket, { readonly device: Socket; readonly port: number }>()
  let turn = 0
  const server = createServer((device) => {
    device.on('error', () => device.destroy())
    const first = turn++ % ports.length
    const inTurn = [...ports.slice(first), ...ports.slice(0, first)]
    void reach(inTurn).then((reached) => {
      if (reached === null || device.destroyed) {
        reached?.socket.destroy()
        device.destroy()
        return
      }
      const { socket, port } = reached
      open.set(socket, { device, port })
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        device.destroy()
      })
      device.on('close', () => socket.destroy())
      device.pipe(socket).pipe(device)
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    openTo: (asked) => [...open.values()].filter((connection) => connection.port === asked).length,
    async close() {
      for (const [socket, { device }] of open) {
        socket.destroy()
        device.destroy()
      }
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

/** The first of the servers that takes a connection; null when none does. */
async function reach(ports: readonly number[]): Promise<{ socket: Socket; port: number } | null> {
  for (const port of ports) {
    const socket = await new Promise<Socket | null>((done) => {
      const trying = connect(port, '127.0.0.1', () => done(trying))
      trying.once('error', () => done(null))
    })
    if (socket !== null) return { socket, port }
  }
  return null
}

function listen(server: Server): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') fail(new Error('The balancer got no port'))
      else done(address.port)
    })
  })
}
