import { readFileSync } from 'node:fs'
import { z } from 'zod'

const fileSchema = z.object({ serverUrl: z.string().optional() })

export interface ServerAddressSources {
  /** `--server-url=` of the command line, and `COMPTOIR_SERVER_URL`; empty means not given. */
  readonly commandLine: string
  readonly environment: string
  /** A JSON file `{"serverUrl": "https://…"}`, which an installer or an administrator may put there. */
  readonly file: string
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
