import { createServer, type Socket } from 'node:net'

/** How a printer on the network behaves: it talks or is mute, has a hindrance, or goes silent in the middle. */
export interface PrinterTemper {
  readonly talks?: boolean
  /** Byte answered to "what keeps you": 0x12 is nothing. */
  readonly cause?: number
  readonly paper?: number
  /** Takes everything and never says that it is done, nor hangs up. */
  readonly hangs?: boolean
}

export interface FakeReceiptPrinter {
  readonly port: number
  /** What came through each connection, without the questions. */
  readonly jobs: readonly Uint8Array[]
  become(temper: PrinterTemper): void
  close(): Promise<void>
}

const READY = 0x12
const QUESTIONS = [
  { bytes: [0x10, 0x04, 2], answer: (temper: PrinterTemper) => temper.cause ?? READY },
  { bytes: [0x10, 0x04, 4], answer: (temper: PrinterTemper) => temper.paper ?? READY },
] as const
const WHEN_DONE = [0x1d, 0x72, 1]

/** A receipt printer on a real socket. */
export async function startReceiptPrinter(first: PrinterTemper = {}): Promise<FakeReceiptPrinter> {
  let temper = first
  const jobs: Uint8Array[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    const job: number[] = []
    let isTaken = false
    const take = (): void => {
      if (!isTaken && job.length > 0) jobs.push(Uint8Array.from(job))
      isTaken = true
    }
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      job.push(...data)
      for (const { bytes, answer } of QUESTIONS) {
        if (cutOut(job, bytes) && temper.talks) socket.write(Uint8Array.of(answer(temper)))
      }
      if (cutOut(job, WHEN_DONE) && !temper.hangs) {
        take()
        socket.write(Uint8Array.of(0))
      }
    })
    socket.on('end', () => {
      if (temper.hangs) return
      take()
      socket.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    jobs,
    become: (next) => {
      temper = next
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Removes these bytes where they stand together; false when they do not. */
function cutOut(bytes: number[], sought: readonly number[]): boolean {
  const at = bytes.findIndex((_, index) => sought.every((byte, offset) => bytes[index + offset] === byte))
  if (at >= 0) bytes.splice(at, sought.length)
  return at >= 0
}
