import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { prepareFolder } from '../../sync-server/database/data-folder.ts'
import { chooseRunAs } from '../../sync-server/database/postgres-binaries.ts'
import { freePort } from '../support/running-server.ts'

const root = resolve(import.meta.dirname, '../..')
const PATIENCE_MS = 90_000

/** The machine in the back room: the server and its PostgreSQL, each of which can be struck down by itself. */
export interface BackRoom {
  readonly port: number
  readonly url: string
  start(): Promise<void>
  /** SIGKILL: the process is gone between two instructions; its PostgreSQL goes on. */
  killServer(): Promise<void>
  /** What `pg_ctl stop -m immediate` does: no checkpoint, no goodbye; the log is replayed at the next start. */
  killDatabase(): Promise<void>
  /** Starts what does not run, and waits until requests are answered again. */
  recover(): Promise<void>
  stop(): Promise<void>
}

export async function openBackRoom(dataDir: string, rendererDir: string): Promise<BackRoom> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const folder = prepareFolder(dataDir, chooseRunAs())
  let child: ChildProcess | null = null
  let output = ''

  async function start(): Promise<void> {
    const script = join(import.meta.dirname, 'server-process.ts')
    const options = ['--port', String(port), '--data', dataDir, '--renderer', rendererDir]
    const started = spawn(process.execPath, ['--import', 'tsx', script, ...options], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-20_000)
      })
    await untilHealthy()
  }

  async function untilHealthy(): Promise<void> {
    const end = performance.now() + PATIENCE_MS
    while (performance.now() < end) {
      if (child !== null && child.exitCode !== null) throw new Error(`The server ended by itself:\n${output}`)
      if (await isHealthy(url)) return
      await pause(50)
    }
    throw new Error(`The server is not well again:\n${output}`)
  }

  async function kill(signal: NodeJS.Signals): Promise<void> {
    const dying = child
    child = null
    if (dying === null || dying.exitCode !== null) return
    const gone = new Promise<void>((done) => dying.once('exit', () => done()))
    dying.kill(signal)
    await gone
  }

  return {
    port,
    url,
    start,
    killServer: () => kill('SIGKILL'),
    async killDatabase() {
      const pid = Number(readFileSync(join(folder.data, 'postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, 'SIGQUIT')
      while (isAlive(pid)) await pause(5)
    },
    recover: () => (child === null ? start() : untilHealthy()),
    stop: () => kill('SIGTERM'),
  }
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  )

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return process.platform !== 'linux' && answersSignals(pid)
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
