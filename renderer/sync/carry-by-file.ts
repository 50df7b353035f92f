import { err, ok, type Result } from '@shared/kernel/result.ts'
import {
  CARRY_EXTENSION,
  type CarryFile,
  type CarryFileProblem,
  type CarryRefusal,
  type CarryRequest,
  type CarryResponse,
  readCarryFile,
} from '@shared/protocol/carry.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { PendingIndex } from '../db/pending-index.ts'
import type { SyncDesk } from './sync-desk.ts'
import type { TransportFailure } from './transport.ts'
import { type CarryIdentity, writeCarryFile } from './write-carry-file.ts'

export type { CarryFile } from '@shared/protocol/carry.ts'

/** Why a file could not be made. */
export type ExportProblem = 'nothing-pending' | 'no-key'
/** Why a file, or the rest of it, was not brought to the server. */
export type CarryProblem = CarryFileProblem | CarryRefusal | 'offline' | 'sign-in' | 'update' | 'failed'

/** What became of the changes of a file, or would. `present`: the server had them already. */
export interface CarryTally {
  readonly taken: number
  readonly merged: number
  readonly present: number
  readonly refused: Extract<CarryResponse, { outcome: 'done' }>['refused']
}

/**
 * Carries work by file when the network will not (CARRY-1): what waits here goes into a sealed file; a file of any device of
 * the shop is handed to the server by whichever device has a connection. Both as often as one likes: an edit happens once.
 */
export interface CarryByFile {
  exportFile(): Promise<
    Result<{ readonly name: string; readonly text: string; readonly changes: number }, ExportProblem>
  >
  /** Takes a file apart and asks nobody. */
  read(text: string): Result<CarryFile, CarryProblem>
  /** Asks the server what would become of it. */
  look(file: CarryFile): Promise<Result<CarryTally, CarryProblem>>
  /** Hands it over part by part; `onProgress` gets the share that is done. What was handed over before a failure stays. */
  bring(file: CarryFile, onProgress: (share: number) => void): Promise<Result<CarryTally, CarryProblem>>
}

export interface CarryParts {
  readonly desk: SyncDesk
  readonly pending: PendingIndex
  /** Null on a device that last spoke with a server which gave out no key. */
  readonly identity: () => CarryIdentity | null
  readonly fileName: () => string
  readonly epoch: () => number
  /** The connection is wanted now: do not wait for a turn. */
  readonly wake: () => void
  /** The server has something new. */
  readonly onBrought: () => void
}

/** For one part, waiting for a turn included. */
const PATIENCE_MS = 60_000

export function createCarryByFile(parts: CarryParts): CarryByFile {
  const { desk } = parts

  async function send(
    { header, parts: sealedParts }: CarryFile,
    mode: CarryRequest['mode'],
    onProgress: (share: number) => void,
  ): Promise<Result<CarryTally, CarryProblem>> {
    parts.wake()
    let tally: CarryTally = { taken: 0, merged: 0, present: 0, refused: [] }
    for (const [part, sealed] of sealedParts.entries()) {
      const request: CarryRequest = { protocol: PROTOCOL_VERSION, mode, header, part, sealed }
      const answer = await desk.transport.carry(request, AbortSignal.timeout(PATIENCE_MS))
      if (!answer.ok) return err(toProblem(answer.error))
      if (answer.value.outcome === 'refused') return err(answer.value.reason)
      tally = add(tally, answer.value)
      onProgress((part + 1) / sealedParts.length)
    }
    return ok(tally)
  }

  return {
    async exportFile() {
      const from = parts.identity()
      if (from === null) return err('no-key')
      const file = await writeCarryFile(desk, parts.pending, from, parts.epoch())
      if (file === null) return err('nothing-pending')
      const { changes } = file.header
      desk.note('carried', { count: changes })
      return ok({ name: `${parts.fileName()}.${CARRY_EXTENSION}`, text: JSON.stringify(file), changes })
    },
    read(text) {
      const file = readCarryFile(text)
      if (!file.ok) return file
      return file.value.header.shopId === desk.shopId ? file : err('other-shop')
    },
    look: (file) => send(file, 'look', () => undefined),
    async bring(file, onProgress) {
      const brought = await send(file, 'apply', onProgress)
      if (brought.ok) desk.note('brought', { count: brought.value.taken + brought.value.merged })
      parts.onBrought()
      return brought
    },
  }
}

const add = (tally: CarryTally, more: CarryTally): CarryTally => ({
  taken: tally.taken + more.taken,
  merged: tally.merged + more.merged,
  present: tally.present + more.present,
  refused: [...tally.refused, ...more.refused],
})

function toProblem(failure: TransportFailure): CarryProblem {
  switch (failure.type) {
    case 'Unreachable':
    case 'TimedOut':
    case 'ServerTrouble':
    case 'Cancelled':
      return 'offline'
    case 'SessionEnded':
      return 'sign-in'
    case 'ClientTooOld':
      return 'update'
    case 'ServerTooOld':
      return 'newer-program'
    case 'Forbidden':
    case 'EpochChanged':
    case 'TooLarge':
    case 'Rejected':
      return 'failed'
  }
}
