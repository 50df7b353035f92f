import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Result } from '@shared/kernel/result.ts'
import { codeOf } from './file-errors.ts'
import { done, fault, type PrinterFault, type SendBytes } from './receipt-printer.ts'

export interface DevicePrinterDeps {
  readonly platform: NodeJS.Platform
  /** How long a printer may leave bytes waiting before it counts as hung. */
  readonly stalledMs: number
  readonly now: () => number
}

const RETRY_MS = 50

/** Sends to a printer that is a file here: on USB, on a serial line, or shared by Windows. */
export function createDevicePrinter(deps: DevicePrinterDeps): SendBytes<{ readonly path: string }> {
  return async ({ path }, bytes) => {
    let file: FileHandle | null = null
    try {
      file = await open(path, flagsFor(deps.platform))
      return await writeAll(file, bytes, deps)
    } catch (error) {
      return fault(faultOf(codeOf(error)))
    } finally {
      // Closing a line that hangs may itself fail: what was printed is decided already.
      await file?.close().catch(() => undefined)
    }
  }
}

/** Never makes a file where no printer is, and never waits inside the system for one that hangs. */
const flagsFor = (platform: NodeJS.Platform): number | string =>
  platform === 'win32' ? 'w' : constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY

async function writeAll(
  file: FileHandle,
  bytes: Uint8Array,
  { stalledMs, now }: DevicePrinterDeps,
): Promise<Result<void, PrinterFault>> {
  let at = 0
  let movedAt = now()
  while (at < bytes.length) {
    const written = await file.write(bytes, at).then(
      ({ bytesWritten }) => bytesWritten,
      (error: unknown) => {
        if (codeOf(error) === 'EAGAIN') return 0
        throw error
      },
    )
    at += written
    if (written > 0) movedAt = now()
    else if (now() - movedAt > stalledMs) return fault({ type: 'PrinterSilent' })
    else await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
  return done
}

function faultOf(code: string): PrinterFault {
  if (code === 'EACCES' || code === 'EPERM') return { type: 'PermissionDenied' }
  // What the Linux driver says of a printer without paper.
  if (code === 'ENOSPC') return { type: 'PrinterNotReady', reason: 'paper' }
  if (code === 'EBUSY') return { type: 'PrinterNotReady', reason: 'busy' }
  return code === 'EIO' ? { type: 'PrinterNotReady', reason: 'fault' } : { type: 'PrinterAway' }
}
