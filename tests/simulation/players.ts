import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { DatabaseAddress } from '../../sync-server/database/pool.ts'
import { createTestDatabase } from '../support/postgres.ts'
import type { Bug } from './bugs.ts'
import { bundleAll } from './bundles.ts'
import type { FromJob, ToJob } from './job.ts'
import type { RigOptions } from './open-rig.ts'
import type { Outcome } from './run-schedule.ts'
import type { Schedule } from './schedule.ts'

/** Processes that play schedules. */
export interface Players {
  /** Waits for a free one. */
  play(schedule: Schedule): Promise<Outcome>
  close(): void
}

export async function openPlayers(jobs: number, bug: Bug): Promise<Players> {
  const bundles = await bundleAll(bug.patches)
  const players = await Promise.all(
    Array.from({ length: jobs }, async () => {
      const database = await createTestDatabase()
      const { address } = database
      await database.stop()
      return startPlayer({
        address: address as DatabaseAddress,
        bundles,
        sql: bug.sql ?? [],
        raisesEpoch: bug.forgetsEpoch !== true,
        isNew: true,
      })
    }),
  )
  const free = [...players]
  const waiting: ((player: Player) => void)[] = []
  const take = (): Promise<Player> => {
    const player = free.pop()
    return player ? Promise.resolve(player) : new Promise((resolve) => waiting.push(resolve))
  }
  return {
    async play(schedule) {
      const player = await take()
      try {
        return await player.play(schedule)
      } finally {
        const next = waiting.shift()
        if (next) next(player)
        else free.push(player)
      }
    },
    close() {
      for (const player of players) player.kill()
    },
  }
}

interface Player {
  play(schedule: Schedule): Promise<Outcome>
  kill(): void
}

/** A process keeps some of the realms it has made: after so many schedules another one goes on. */
const SCHEDULES_A_PROCESS = 40

async function startPlayer(options: RigOptions): Promise<Player> {
  let current = await startProcess({ kind: 'open', options })
  let played = 0
  return {
    async play(schedule) {
      if (played === SCHEDULES_A_PROCESS) {
        current.kill()
        current = await startProcess({ kind: 'open', options: { ...options, isNew: false } })
        played = 0
      }
      played++
      return current.play(schedule)
    },
    kill: () => current.kill(),
  }
}

async function startProcess(open: ToJob): Promise<Player> {
  const child = fork(join(import.meta.dirname, 'job.ts'), {
    execArgv: ['--import', 'tsx', '--stack-trace-limit=30'],
  })
  const answers = new Map<number, { resolve: (outcome: Outcome) => void; reject: (error: Error) => void }>()
  let lastId = 0
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message: FromJob) => {
      if (message.kind === 'ready') return resolve()
      answers.get(message.id)?.resolve(message.outcome)
      answers.delete(message.id)
    })
    child.once('exit', (code) => {
      const error = new Error(`A simulating process ended with ${code}`)
      reject(error)
      for (const answer of answers.values()) answer.reject(error)
    })
  })
  child.send(open)
  await ready
  return {
    kill: () => void child.kill('SIGKILL'),
    play: (schedule) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        answers.set(id, { resolve, reject })
        child.send({ kind: 'play', id, schedule } satisfies ToJob)
      }),
  }
}
