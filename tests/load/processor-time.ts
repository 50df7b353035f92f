import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerProcess } from '../support/server-fleet.ts'

/*
 * Processor time says what something costs also while the machine does other things, which slow everything down by turns.
 */

/** Milliseconds of processor time; of PostgreSQL null where the system does not tell. */
export interface ProcessorTime {
  readonly serversMs: number
  readonly postgresMs: number | null
}

/** Of the server processes and of all processes of the PostgreSQL in this folder, since they were started. */
export async function processorTime(
  servers: readonly ServerProcess[],
  dataDir: string | null,
): Promise<ProcessorTime> {
  let serversMs = 0
  for (const server of servers) {
    const { cpu } = await server.usage('now')
    serversMs += (cpu.user + cpu.system) / 1_000
  }
  return { serversMs, postgresMs: postgresTime(dataDir) }
}

export const timeBetween = (before: ProcessorTime, after: ProcessorTime): ProcessorTime => ({
  serversMs: after.serversMs - before.serversMs,
  postgresMs:
    before.postgresMs === null || after.postgresMs === null ? null : after.postgresMs - before.postgresMs,
})

/** A tick of Linux's process table. */
const TICK_MS = 10
/** Fields of `/proc/PID/stat` after the name: the parent, own time in user and system mode, and that of ended children. */
const PARENT = 1
const OWN = [11, 12]
const CHILDREN = [13, 14]

function postgresTime(dataDir: string | null): number | null {
  try {
    const postmaster =
      readFileSync(join(dataDir ?? '', 'postgres/postmaster.pid'), 'utf8').split('\n')[0] ?? ''
    let ticks = 0
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const fields = statOf(pid)
      const isPostmaster = pid === postmaster
      if (!isPostmaster && fields[PARENT] !== postmaster) continue
      for (const field of isPostmaster ? [...OWN, ...CHILDREN] : OWN) ticks += Number(fields[field])
    }
    return ticks * TICK_MS
  } catch {
    return null // no Linux, or somebody else's PostgreSQL
  }
}

/** Empty for a process that ended meanwhile. */
function statOf(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
