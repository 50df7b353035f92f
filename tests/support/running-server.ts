import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface RunningServer {
  readonly port: number
  readonly url: string
  readonly dataDir: string
  /** Everything the server has printed. */
  output(): string
  stop(): Promise<void>
}

/** Starts the product as `npm start` does, with the real embedded PostgreSQL, on a free port and a data folder of its own. */
export async function runServer(
  options: { dataDir?: string; args?: readonly string[]; keepData?: boolean } = {},
): Promise<RunningServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'comptoir-'))
  const port = await freePort()
  const args = [
    'sync-server/start.ts',
    '--port',
    String(port),
    '--data',
    dataDir,
    '--no-open',
    ...(options.args ?? []),
  ]
  const child = spawn(join(root, 'node_modules/.bin/tsx'), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  await untilHealthy(child, port, () => output)
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    dataDir,
    output: () => output,
    async stop() {
      await end(child)
      if (!options.keepData) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = address !== null && typeof address !== 'string' ? address.port : 0
      server.close(() => done(port))
    })
  })
}

async function untilHealthy(child: ChildProcess, port: number, output: () => string): Promise<void> {
  const giveUpAt = performance.now() + 180_000
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`The server stopped with ${child.exitCode}:\n${output()}`)
    const healthy = await fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return
    await new Promise((done) => setTimeout(done, 150))
  }
  throw new Error(`The server did not become healthy:\n${output()}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await gone
  clearTimeout(tooLong)
}
