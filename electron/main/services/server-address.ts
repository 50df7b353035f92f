import { readFileSync } from 'node:fs'
import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { z } from 'zod'
import { type Disk, replaceFile } from './disk.ts'
import { toWriteError } from './file-errors.ts'

const fileSchema = z.object({ serverUrl: z.string().optional() })

export interface ServerAddressSources {
  /** `--server-url=` of the command line, and `COMPTOIR_SERVER_URL`; empty means not given. */
  readonly commandLine: string
  readonly environment: string
  /** A JSON file `{"serverUrl": "https://…"}`, which an installer or an administrator may put there. */
  readonly file: string
}

export interface ServerAddress {
  /** Null while no server is named. */
  origin(): string | null
  /**
   * Keeps another server's address for this and every later start. Answers the address now in use. Errors: `BadRequest` an
   * address that would send passwords in the clear, or one fixed by whoever starts the app; what the disk said.
   */
  change(address: string): Promise<Result<{ url: string | null }, DesktopError>>
}

interface ServerAddressDeps extends ServerAddressSources {
  readonly disk: Disk
  /** Asks the person in a window the page can neither draw nor answer: a page gone wrong must not redirect a till. */
  readonly confirm: (origin: string) => Promise<boolean>
}

export function createServerAddress(deps: ServerAddressDeps): ServerAddress {
  let origin = readServerOrigin(deps)
  return {
    origin: () => origin,
    async change(address) {
      const wanted = toSafeOrigin(address)
      if (wanted === null) return err({ type: 'BadRequest', detail: 'unsafe address' })
      if (deps.commandLine !== '' || deps.environment !== '')
        return err({ type: 'BadRequest', detail: 'fixed address' })
      if (wanted === origin || !(await deps.confirm(wanted))) return ok({ url: origin })
      try {
        await replaceFile(deps.disk, deps.file, Buffer.from(JSON.stringify({ serverUrl: wanted })))
      } catch (error) {
        return err(toWriteError(error))
      }
      origin = wanted
      return ok({ url: origin })
    },
  }
}

/**
 * The origin of the sync server, from the first source that names one; null when none does. Only `https:` counts, or
 * `http:` on this very machine: anything else would send passwords in the clear.
 */
export function readServerOrigin(sources: ServerAddressSources): string | null {
  const named = [sources.commandLine, sources.environment, readFileAddress(sources.file)].find(
    (address) => address !== '',
  )
  return named === undefined ? null : toSafeOrigin(named)
}

export function toSafeOrigin(address: string): string | null {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    // Not an address: the app starts without a server and says so.
    return null
  }
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && local)) return url.origin
  return null
}

function readFileAddress(path: string): string {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).serverUrl ?? ''
  } catch {
    // No such file, or not one we understand: the same as not given.
    return ''
  }
}
