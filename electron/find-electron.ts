import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The Electron program of this copy of the project, or null where its binary was not downloaded. Looked up by hand: asking
 * the `electron` package would start a download.
 */
export function findElectron(projectRoot: string): string | null {
  const folder = join(projectRoot, 'node_modules/electron')
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return null
  const program = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(note, 'utf8').trim(),
  )
  return existsSync(program) ? program : null
}
