import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { ServerConfig } from '../../sync-server/config.ts'
import type { DatabaseAddress } from '../../sync-server/database/pool.ts'

/** One sync-server process among several on one database. */
export interface ServerProcess {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** What it uses now; `held` collects garbage first, so that only what is really held is counted. One question at a time. */
  usage(which: 'now' | 'held'): Promise<ProcessUsage>
  /** SIGKILL: gone between two instructions. */
  kill(): Promise<void>
  /** SIGTERM: drains and ends by itself. */
  stop(): Promise<void>
}

/** Bytes held, and microseconds of processor time since it was started. */
export interface ProcessUsage extends NodeJS.MemoryUsage {
  readonly cpu: NodeJS.CpuUsage
}

export interface ServerProcessOptions {
  readonly config?: Partial<ServerConfig>
  /** For Node itself, e.g. a profiler. */
  readonly nodeArguments?: readonly string[]
}

const SCRIPT = resolve(import.meta.dirname, 'server-process.ts')
/** What a test needs of a server besides its being a real one: a quick password check and no limit of requests. */
const CONFIG: Partial<ServerConfig> = {
  passwordCost: { memoryKib: 1_024, passes: 1, lanes: 1 },
  maxRequestsPerMinute: 1_000_000_000,
}

/** Starts a server in a process of its own on a migrated database; resolves when it listens. */
export async function startServerProcess(
  address: DatabaseAddress,
  options: ServerProcessOptions = {},
): Promise<ServerProcess> {
  const args = ['--expose-gc', ...(options.nodeArguments ?? []), '--import', 'tsx', SCRIPT]
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      COMPTOIR_TEST_DATABASE: JSON.stringify(address),
      COMPTOIR_TEST_SERVER: JSON.stringify({ ...CONFIG, ...options.config }),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const url = await firstWord(child)
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    async usage(which) {
      child.send(which)
      const [usage] = await once(child, 'message')
      return usage
    },
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  }
}

function firstWord(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    child.once('message', (url) => done(String(url)))
    child.once('exit', (code) => fail(new Error(`The server process ended with ${code} before it listened`)))
    child.once('error', fail)
  })
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
