import { setTimeout as pause } from 'node:timers/promises'
import type { Scene } from './campaign.ts'
import { checkDevice, checkServer, missing, settleAttempts, type Violation } from './checks.ts'
import type { JournalRound, KillRound, Moment, Round } from './plan.ts'
import { readStoredOrders } from './read-device.ts'
import { readServer, type ServerState } from './read-server.ts'
import type { SaleWatch } from './till.ts'

const SEEN_MS = 30_000

/** One blow, and what is left afterwards. Throws when a machine does not come back. */
export const runRound = (round: Round, scene: Scene): Promise<Violation[]> =>
  round.kind === 'journal' ? runJournalRound(round, scene) : runKillRound(round, scene)

async function runKillRound(round: KillRound, scene: Scene): Promise<Violation[]> {
  const { till, backRoom, record } = scene
  const { cable } = till.device
  if (round.cable === 'out') cable.unplug()
  till.device.aim()
  const signal = listenFor(round, scene)
  const blow = signal.struck.then(() => strike(round, scene))
  await Promise.all([till.serve(round, record, signal).then(signal.giveUp), blow])
  const recovering = backRoom.recover()
  const found: Violation[] = []
  if (round.victims.includes('browser')) {
    if (round.opensOffline) cable.unplug()
    else {
      await recovering
      cable.plugIn()
    }
    await till.open()
    // Before the server has said a word: what was acknowledged is on the till itself.
    const numbers = (await readStoredOrders(till.device.page)).map(({ number }) => number)
    const own = record.attempts.filter(({ till: where }) => where === 'browser')
    found.push(...missing(own, numbers, 'on the till after it was switched on'))
  }
  await recovering
  cable.plugIn()
  await till.drain()
  return [...found, ...(await lookAround(scene))]
}

interface Signal extends SaleWatch {
  /** The moment to strike. */
  readonly struck: Promise<void>
  /** Nothing more will happen: strike now. */
  readonly giveUp: () => void
}

function listenFor({ moment, salesBefore, delayMs }: KillRound, { till }: Scene): Signal {
  let begin: () => void = () => undefined
  const signal = new Promise<void>((resolve) => {
    begin = resolve
  })
  let seen = 0
  const onlyFor = (wanted: Moment) => () => {
    if (moment === wanted && seen++ === salesBefore) begin()
  }
  if (moment === 'any') begin()
  if (moment === 'push') {
    const pushed = till.device.page.waitForRequest((request) => request.url().endsWith('/sync/push'))
    pushed.then(begin, () => undefined) // none in all this time, or the page is gone
  }
  return {
    onPaying: onlyFor('paying'),
    onSold: onlyFor('sold'),
    giveUp: begin,
    struck: signal.then(() => pause(delayMs)),
  }
}

async function strike({ victims }: KillRound, { till, backRoom }: Scene): Promise<void> {
  await Promise.all([
    victims.includes('browser') ? till.device.kill() : undefined,
    victims.includes('server') ? backRoom.killServer() : undefined,
    victims.includes('database') ? backRoom.killDatabase() : undefined,
  ])
}

async function runJournalRound(round: JournalRound, scene: Scene): Promise<Violation[]> {
  const till = await scene.journalTill()
  await till.lose(round, scene.record, { alsoJournal: scene.withoutJournal })
  if (!round.opensOffline) till.cable.plugIn()
  await till.open()
  till.cable.plugIn()
  await till.drain()
  const server = await readServer(scene.dataDir)
  const stored = await eventuallyEqual(() => readStoredOrders(till.app.page), server)
  return [...checkDevice(stored, server), ...(await lookAround(scene))]
}

/** The server's tables against the record, then the till of the browser against the server. */
async function lookAround({ dataDir, record, shop, till }: Scene): Promise<Violation[]> {
  const server = await readServer(dataDir)
  const onServer = checkServer({ server, attempts: record.attempts, articles: shop.articles })
  for (const [attempt, number] of settleAttempts(record.attempts, server.orders).outcomes)
    record.settle(attempt, number)
  const stored = await eventuallyEqual(() => readStoredOrders(till.device.page), server)
  return [...onServer, ...checkDevice(stored, server)]
}

type Stored = Awaited<ReturnType<typeof readStoredOrders>>

/** What another till sent is on its way here for a moment; what is still missing after a while is missing. */
async function eventuallyEqual(read: () => Promise<Stored>, server: ServerState): Promise<Stored> {
  const end = performance.now() + SEEN_MS
  for (;;) {
    const stored = await read()
    if (performance.now() > end || checkDevice(stored, server).length === 0) return stored
    await pause(100)
  }
}
