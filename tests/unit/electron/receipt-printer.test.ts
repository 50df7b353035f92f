import { execFileSync } from 'node:child_process'
import { constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONTRACT } from '@shared/ipc/contract.ts'
import type { Paper } from '@shared/paper/paper.schema.ts'
import type { Printer } from '@shared/paper/printer.schema.ts'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createDevicePrinter } from '../../../electron/main/services/device-printer.ts'
import { createNetworkPrinter, isLocalAddress } from '../../../electron/main/services/network-printer.ts'
import { createReceiptPrinter } from '../../../electron/main/services/receipt-printer.ts'
import { readEscPos } from '../../support/escpos-reader.ts'
import {
  type FakeReceiptPrinter,
  type PrinterTemper,
  startReceiptPrinter,
} from '../../support/fake-receipt-printer.ts'

const PAPER: Paper = { lines: [{ kind: 'pair', term: 'Total', value: '1 500 FCFA', strong: true }] }
const PRINTED = 'Total                                 1 500 FCFA'

const service = createReceiptPrinter({
  network: createNetworkPrinter({ connectMs: 2_000, answerMs: 50, printMs: 300 }),
  device: createDevicePrinter({ platform: 'linux', stalledMs: 200, now: () => performance.now() }),
})
const onNetwork = (port: number, host = '127.0.0.1'): Printer => ({
  target: { kind: 'network', host, port },
  widthMm: 80,
  cut: true,
})
const onDevice = (path: string): Printer => ({ target: { kind: 'device', path }, widthMm: 80, cut: true })
const fails = (error: object) => ({ ok: false, error })

let fake: FakeReceiptPrinter | null = null
afterEach(async () => {
  await fake?.close()
  fake = null
})
async function start(temper: PrinterTemper): Promise<FakeReceiptPrinter> {
  fake = await startReceiptPrinter(temper)
  return fake
}

describe('a printer on the network', () => {
  test.each([{ talks: true }, { talks: false }])('%j: the slip arrives whole', async (temper) => {
    const printer = await start(temper)
    expect(await service.print(onNetwork(printer.port), PAPER)).toEqual({ ok: true })
    const [job = new Uint8Array()] = printer.jobs
    expect(readEscPos(job)).toMatchObject({ rows: [PRINTED], isCut: true })
  })

  test('two slips at once come one after the other, and the drawer opens', async () => {
    const printer = await start({ talks: true })
    const target = onNetwork(printer.port)
    await Promise.all([
      service.print(target, PAPER),
      service.openDrawer(target),
      service.print(target, PAPER),
    ])
    expect(printer.jobs.map((job) => readEscPos(job).drawerKicks)).toEqual([0, 1, 0])
  })

  test.each([
    [{ talks: true, paper: 0x72 }, 'paper'],
    [{ talks: true, cause: 0x32 }, 'paper'],
    [{ talks: true, cause: 0x16 }, 'cover'],
    [{ talks: true, cause: 0x52 }, 'fault'],
  ] as const)(
    '%j: it says what keeps it, nothing is sent, and the next try works',
    async (temper, reason) => {
      const printer = await start(temper)
      const target = onNetwork(printer.port)
      expect(await service.print(target, PAPER)).toEqual(fails({ type: 'PrinterNotReady', reason }))
      expect(printer.jobs).toEqual([])
      printer.become({ talks: true })
      expect(await service.print(target, PAPER)).toEqual({ ok: true })
    },
  )

  test.each([{ talks: true, hangs: true }, { hangs: true }])(
    '%j: one that hangs is not called printed, and holds up nobody for long',
    async (temper) => {
      const printer = await start(temper)
      const target = onNetwork(printer.port)
      expect(await service.print(target, PAPER)).toEqual(fails({ type: 'PrinterSilent' }))
      printer.become({ talks: true })
      expect(await service.print(target, PAPER)).toEqual({ ok: true })
    },
  )

  test('one that is away, or whose name nobody knows, is said to be away', async () => {
    const printer = await start({})
    await printer.close()
    expect(await service.print(onNetwork(printer.port), PAPER)).toEqual(fails({ type: 'PrinterAway' }))
    expect(await service.print(onNetwork(9100, 'no-such-printer.invalid'), PAPER)).toEqual(
      fails({ type: 'PrinterAway' }),
    )
  })

  test('an address outside the local network is refused before anything is sent', async () => {
    expect(await service.print(onNetwork(9100, '8.8.8.8'), PAPER)).toEqual(fails({ type: 'PrinterNotLocal' }))
    expect(
      ['10.1.2.3', '192.168.1.50', '172.20.0.9', '127.0.0.1', 'fe80::1', '::1'].every(isLocalAddress),
    ).toBe(true)
    expect(['172.32.0.1', '193.168.1.1', '8.8.8.8', '2001:db8::1', '::'].some(isLocalAddress)).toBe(false)
  })
})

describe('a printer that is a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-printer-'))
  const pipe = join(folder, 'lp0')
  execFileSync('mkfifo', [pipe])
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('gets the slip', async () => {
    const reader = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
    expect(await service.print(onDevice(pipe), PAPER)).toEqual({ ok: true })
    const { buffer, bytesRead } = await reader.read(Buffer.alloc(4_096))
    await reader.close()
    expect(readEscPos(buffer.subarray(0, bytesRead)).rows).toEqual([PRINTED])
  })

  test('that is not there is away, and no file appears in its place', async () => {
    const path = join(folder, 'lp9')
    expect(await service.print(onDevice(path), PAPER)).toEqual(fails({ type: 'PrinterAway' }))
    expect(existsSync(path)).toBe(false)
    // A pipe that nobody reads is a cable that is not plugged in.
    expect(await service.print(onDevice(pipe), PAPER)).toEqual(fails({ type: 'PrinterAway' }))
  })

  test('that takes nothing any more is given up', async () => {
    const reader = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
    const long: Paper = { lines: Array.from({ length: 3_000 }, () => PAPER.lines).flat() }
    expect(await service.print(onDevice(pipe), long)).toEqual(fails({ type: 'PrinterSilent' }))
    await reader.close()
  })
})

describe('the contract of printing', () => {
  const isAllowed = (target: object): boolean =>
    CONTRACT['print:open-drawer'].request.safeParse({ printer: { target, widthMm: 80, cut: true } }).success

  test.each([
    '/dev/usb/lp0',
    '/dev/lp1',
    '/dev/ttyUSB0',
    'COM3',
    '\\\\.\\COM12',
    '\\\\CAISSE-1\\Ticket 80',
    'LPT1',
  ])('a printer may be at %s', (path) => expect(isAllowed({ kind: 'device', path })).toBe(true))

  test.each([
    '/dev/sda',
    '/etc/passwd',
    '/dev/usb/../sda',
    '/dev/usb/lp0/../../sda',
    'C:\\Users\\a.txt',
    '\\\\host\\share\\file.txt',
    '\\\\..\\share',
    '/dev/lp0\n',
    '',
  ])('the page cannot write to %j', (path) => expect(isAllowed({ kind: 'device', path })).toBe(false))

  test.each([
    ['http://192.168.1.9', 9100],
    ['192.168.1.9/x', 9100],
    ['user@host', 9100],
    ['', 9100],
    ['192.168.1.9', 80],
    ['192.168.1.9', 99_999],
  ])('the page cannot connect to %j at port %d', (host, port) =>
    expect(isAllowed({ kind: 'network', host, port })).toBe(false),
  )
})
