import { connect, createServer, type Server, type Socket } from 'node:net'

/** The cable between one device and the server: it can be pulled (every connection dies, new ones are refused) and plugged in again. */
export interface Cable {
  readonly url: string
  unplug(): void
  plugIn(): void
  /** Whatever is asked is answered with status 500, as by a server that is out of order, until told otherwise. */
  answerErrors(on: boolean): void
  close(): Promise<void>
}

export async function createCable(targetPort: number): Promise<Cable> {
  const sockets = new Set<Socket>()
  let plugged = true
  let broken = false
  const server = createServer((device) => {
    if (!plugged) {
      device.destroy()
      return
    }
    if (broken) {
      answerError(device)
      return
    }
    const upstream = connect(targetPort, '127.0.0.1')
    for (const socket of [device, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        device.destroy()
        upstream.destroy()
      })
    }
    device.pipe(upstream).pipe(device)
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    unplug() {
      plugged = false
      for (const socket of sockets) socket.destroy()
    },
    plugIn() {
      plugged = true
    },
    answerErrors(on) {
      broken = on
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

const SERVER_ERROR =
  'HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\noh\n'

function answerError(device: Socket): void {
  device.on('error', () => device.destroy())
  device.once('data', () => device.end(SERVER_ERROR))
}

function listen(server: Server): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') fail(new Error('The cable got no port'))
      else done(address.port)
    })
  })
}
