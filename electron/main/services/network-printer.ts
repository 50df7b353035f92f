import { lookup } from 'node:dns/promises'
import { BlockList, connect, isIPv6, type Socket } from 'node:net'
import type { Result } from '@shared/kernel/result.ts'
import { done, fault, type PrinterFault, type SendBytes } from './receipt-printer.ts'

export interface NetworkPrinterTimes {
  /** How long a printer may take to pick up. */
  readonly connectMs: number
  /** How long one that talks may think about a question. */
  readonly answerMs: number
  /** How long the slip itself may take, from the first byte to the printer's word that it is out. */
  readonly printMs: number
}

export const NETWORK_PRINTER_TIMES: NetworkPrinterTimes = { connectMs: 4_000, answerMs: 600, printMs: 15_000 }

const DLE = 0x10
const EOT = 0x04
const GS = 0x1d
/** Answered at once, even while it prints: is it ready, and how much paper is there. */
const ASK_CAUSE = [DLE, EOT, 2]
const ASK_PAPER = [DLE, EOT, 4]
/** Answered when everything before it is printed. */
const ASK_WHEN_DONE = [GS, 0x72, 1]

const COVER_OPEN = 0x04
const STOPPED_FOR_PAPER = 0x20
const FAULT = 0x40
const PAPER_END = 0x60

/**
 * Sends to a printer that listens on a network (raw printing, usually port 9100). One that answers questions is asked before
 * and after; of one that does not, the end of the connection is the only word.
 */
export function createNetworkPrinter(
  times: NetworkPrinterTimes,
): SendBytes<{ readonly host: string; readonly port: number }> {
  return async ({ host, port }, bytes) => {
    const address = await localAddress(host)
    if (address === undefined) return fault({ type: 'PrinterAway' })
    if (address === null) return fault({ type: 'PrinterNotLocal' })
    const line = await openLine(address, port, times.connectMs)
    if (line === null) return fault({ type: 'PrinterAway' })
    try {
      return await printOn(line, bytes, times)
    } finally {
      line.socket.destroy()
    }
  }
}

/** What is at home or in the shop. The page could otherwise send what it knows to anybody by way of a "printer". */
const LOCAL = new BlockList()
LOCAL.addSubnet('10.0.0.0', 8, 'ipv4')
LOCAL.addSubnet('172.16.0.0', 12, 'ipv4')
LOCAL.addSubnet('192.168.0.0', 16, 'ipv4')
LOCAL.addSubnet('169.254.0.0', 16, 'ipv4')
LOCAL.addSubnet('127.0.0.0', 8, 'ipv4')
LOCAL.addSubnet('fe80::', 10, 'ipv6')
LOCAL.addSubnet('fc00::', 7, 'ipv6')
LOCAL.addAddress('::1', 'ipv6')

export const isLocalAddress = (address: string): boolean =>
  LOCAL.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

/** The address of the name, which is what is connected to; null when it is not in the local network, undefined when unknown. */
async function localAddress(host: string): Promise<string | null | undefined> {
  try {
    const { address } = await lookup(host)
    return isLocalAddress(address) ? address : null
  } catch {
    // A name nobody knows is a printer that is not there.
    return undefined
  }
}

/** A connection of which nothing is lost: what arrives waits until it is asked for. */
interface Line {
  readonly socket: Socket
  /** The next byte from the printer; null when it says nothing in that time, or hung up. */
  read(withinMs: number): Promise<number | null>
  /** True when the printer hangs up within that time. */
  ended(withinMs: number): Promise<boolean>
}

function openLine(host: string, port: number, withinMs: number): Promise<Line | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true })
    const giveUp = setTimeout(() => {
      socket.destroy()
      resolve(null)
    }, withinMs)
    // Stays for the whole life of the socket: an error without a listener would end the app.
    socket.on('error', () => {
      clearTimeout(giveUp)
      resolve(null)
    })
    socket.once('connect', () => {
      clearTimeout(giveUp)
      resolve(toLine(socket))
    })
  })
}

function toLine(socket: Socket): Line {
  const arrived: number[] = []
  let isOver = false
  let wake: () => void = () => undefined
  socket.on('data', (data) => {
    arrived.push(...data)
    wake()
  })
  for (const event of ['end', 'close'] as const) {
    socket.on(event, () => {
      isOver = true
      wake()
    })
  }
  const until = async (happened: () => boolean, withinMs: number): Promise<void> => {
    if (happened()) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs)
      wake = () => {
        if (!happened()) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
  return {
    socket,
    async read(withinMs) {
      await until(() => arrived.length > 0 || isOver, withinMs)
      return arrived.shift() ?? null
    },
    async ended(withinMs) {
      await until(() => isOver, withinMs)
      return isOver
    },
  }
}

async function printOn(
  line: Line,
  bytes: Uint8Array,
  times: NetworkPrinterTimes,
): Promise<Result<void, PrinterFault>> {
  const { socket } = line
  socket.write(Uint8Array.from([...ASK_CAUSE, ...ASK_PAPER]))
  const cause = await line.read(times.answerMs)
  const paper = cause === null ? null : await line.read(times.answerMs)
  const hindrance = hindranceOf(cause ?? 0, paper ?? 0)
  if (hindrance !== null) return fault({ type: 'PrinterNotReady', reason: hindrance })
  socket.write(bytes)
  if (cause !== null) {
    socket.write(Uint8Array.from(ASK_WHEN_DONE))
    const answer = await line.read(times.printMs)
    return answer === null ? fault({ type: 'PrinterSilent' }) : done
  }
  socket.end()
  return (await line.ended(times.printMs)) ? done : fault({ type: 'PrinterSilent' })
}

function hindranceOf(cause: number, paper: number): 'paper' | 'cover' | 'fault' | null {
  if ((cause & STOPPED_FOR_PAPER) !== 0 || (paper & PAPER_END) === PAPER_END) return 'paper'
  if ((cause & COVER_OPEN) !== 0) return 'cover'
  return (cause & FAULT) === 0 ? null : 'fault'
}
