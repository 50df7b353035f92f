import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Opens the desktop app where its program is, else the browser. Does nothing where there is no way: the address is printed anyway. */
export function openApp(root: string, url: string): void {
  const electron = findElectron(root)
  if (electron) start(electron, [root, `--server-url=${url}`])
  else if (process.platform === 'darwin') start('open', [url])
  else if (process.platform === 'win32') start('cmd', ['/c', 'start', '', url])
  else start('xdg-open', [url])
}

/** Its package without its program is common: the program is downloaded apart. Root may not start a sandboxed browser. */
function findElectron(root: string): string | null {
  if (process.getuid?.() === 0) return null
  const folder = join(root, 'node_modules/electron')
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const program = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(program) ? program : null
}

function start(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { detached: true, stdio: 'ignore' })
  child.on('error', () => {}) // no such program here: the printed address remains
  child.unref()
}
