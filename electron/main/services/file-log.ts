import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ClockDep } from '@shared/kernel/clock.ts'

export interface Log {
  info(event: string, details?: Readonly<Record<string, unknown>>): void
  error(event: string, error: unknown, details?: Readonly<Record<string, unknown>>): void
}

const MAX_BYTES = 1024 * 1024
const KEPT_FILES = 3
/** A name like one of these is never worth the risk of its value standing in a file. */
const SECRET_NAME = /token|secret|password|passphrase|pin$|authorization|cookie/i

/**
 * The shell's own log: one JSON object per line in `directory/shell.log`, turned over at 1 MB, three files kept. Values
 * whose name smells of a secret are blanked. Writing is synchronous, because the last line before a crash is the one wanted.
 */
export function createFileLog({ directory, clock }: { readonly directory: string } & ClockDep): Log {
  const path = join(directory, 'shell.log')
  mkdirSync(directory, { recursive: true })
  const write = (line: Readonly<Record<string, unknown>>): void => {
    try {
      turnOver(path)
      appendFileSync(path, `${JSON.stringify(line, blankSecrets)}\n`, { mode: 0o600 })
    } catch {
      // A log that cannot be written (a full disk) must not take the app down with it.
    }
  }
  const at = () => new Date(clock.now()).toISOString()
  return {
    info: (event, details = {}) => write({ at: at(), level: 'info', event, ...details }),
    error: (event, error, details = {}) =>
      write({
        at: at(),
        level: 'error',
        event,
        ...details,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  }
}

const blankSecrets = (name: string, value: unknown): unknown => (SECRET_NAME.test(name) ? '[hidden]' : value)

function turnOver(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size < MAX_BYTES) return
  for (let age = KEPT_FILES - 1; age >= 1; age--) {
    const from = age === 1 ? path : `${path}.${age - 1}`
    if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, `${path}.${age}`)
  }
}
