import { openRig, type RigOptions } from './open-rig.ts'
import { type Outcome, runSchedule } from './run-schedule.ts'
import type { Schedule } from './schedule.ts'
import type { Rig } from './shop-run.ts'

/*
 * One process of a campaign: plays the schedules it is sent, one after the other, on a database of its own.
 */

export type ToJob =
  | { readonly kind: 'open'; readonly options: RigOptions }
  | { readonly kind: 'play'; readonly id: number; readonly schedule: Schedule }
export type FromJob =
  | { readonly kind: 'ready' }
  | { readonly kind: 'played'; readonly id: number; readonly outcome: Outcome }

let rig: (Rig & { close(): Promise<void> }) | null = null
const tell = (message: FromJob): void => void process.send?.(message)

process.on('message', (message: ToJob) => void hear(message))
process.on('disconnect', () => process.exit(0))

async function hear(message: ToJob): Promise<void> {
  if (message.kind === 'open') {
    rig = await openRig(message.options)
    return tell({ kind: 'ready' })
  }
  if (rig === null) throw new Error('open first')
  tell({ kind: 'played', id: message.id, outcome: await runSchedule(rig, message.schedule) })
}
