import { cpSync, existsSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BackRoom, openBackRoom } from './back-room.ts'
import type { Violation } from './checks.ts'
import { type JournalTill, openJournalTill } from './journal-till.ts'
import { nameOf, planRounds, type Round } from './plan.ts'
import { runRound } from './round.ts'
import { openRecord, type SalesRecord } from './sales-record.ts'
import { foundShop, type SmallShop } from './small-shop.ts'
import { openTally, type Tally } from './tally.ts'
import { openTill, type Till } from './till.ts'

const root = resolve(import.meta.dirname, '../..')
const RESULTS = 'test-results/crash-loop'

export interface CampaignOptions {
  readonly rounds: number
  readonly seed: number
  readonly say: (text: string) => void
  /** Takes the desktop till's journal away with its database: then the loop must find sales lost. */
  readonly withoutJournal?: boolean
  /** At the end, while everything still runs. */
  readonly atEnd?: (scene: Scene) => Promise<void>
}

/** The shop and its machines, the same over all rounds. */
export interface Scene {
  readonly dataDir: string
  readonly shop: SmallShop
  readonly backRoom: BackRoom
  readonly till: Till
  readonly journalTill: () => Promise<JournalTill>
  readonly record: SalesRecord
  readonly withoutJournal: boolean
}

export interface Outcome {
  readonly tally: Tally
  readonly record: SalesRecord
}

/** Sells, kills, starts again and looks, as often as asked. The first round whose machines do not come back ends it. */
export async function runCampaign(options: CampaignOptions): Promise<Outcome> {
  const work = mkdtempSync(join(tmpdir(), 'comptoir-crash-'))
  const record = openRecord(join(root, RESULTS, `seed-${options.seed}.jsonl`))
  const tally = openTally()
  const closing: (() => Promise<void>)[] = [() => rm(work, { recursive: true, force: true, maxRetries: 5 })]
  try {
    const scene = await setUp(work, record, closing, options)
    for (const round of planRounds(options.rounds, options.seed)) {
      if (!(await play(round, scene, tally, options))) return { tally, record }
    }
    await options.atEnd?.(scene)
  } finally {
    for (const close of closing.reverse()) await close().catch((thrown) => record.note(String(thrown)))
  }
  return { tally, record }
}

async function setUp(
  work: string,
  record: SalesRecord,
  closing: (() => Promise<void>)[],
  { withoutJournal = false }: CampaignOptions,
): Promise<Scene> {
  const dataDir = join(work, 'data')
  // A build in the middle of a campaign must not change what the tills are served.
  const rendererDir = join(work, 'renderer')
  const built = join(root, 'out/renderer')
  if (!existsSync(join(built, 'index.html'))) throw new Error('Build first: npm run build')
  cpSync(built, rendererDir, { recursive: true })
  const shop = await foundShop(dataDir)
  const backRoom = await openBackRoom(dataDir, rendererDir)
  closing.push(backRoom.stop)
  await backRoom.start()
  const till = await openTill(backRoom, shop)
  closing.push(till.close)
  let journalTill: Promise<JournalTill> | undefined
  return {
    dataDir,
    shop,
    backRoom,
    till,
    record,
    withoutJournal,
    journalTill() {
      if (journalTill === undefined) {
        const opening = openJournalTill(backRoom, shop)
        journalTill = opening
        closing.push(async () => (await opening).close())
      }
      return journalTill
    },
  }
}

/** False when a machine did not come back, or could not be used any more: that is a broken promise too, and the end. */
async function play(round: Round, scene: Scene, tally: Tally, { say }: CampaignOptions): Promise<boolean> {
  const began = performance.now()
  scene.record.note(`round ${round.number}: ${nameOf(round)}`)
  let isStuck = false
  const found = await runRound(round, scene).catch(async (thrown: unknown): Promise<Violation[]> => {
    isStuck = true
    await photograph(scene)
    return [{ fault: 'stuck', what: thrown instanceof Error ? thrown.message : String(thrown) }]
  })
  tally.finish(round, found)
  for (const { fault, what } of found) scene.record.note(`${fault}: ${what}`)
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  say(`round ${round.number}: ${nameOf(round)}: ${found.length === 0 ? 'ok' : found[0]?.what} (${seconds} s)`)
  return !isStuck
}

/** What stood on the screens when nothing went on. */
async function photograph({ till, record }: Scene): Promise<void> {
  const path = join(root, RESULTS, 'stuck.png')
  const picture = Promise.resolve().then(() => till.device.page.screenshot({ path, timeout: 5_000 }))
  await picture.then(
    () => record.note(`the till's screen is in ${path}`),
    (thrown) => record.note(`no picture: ${thrown}`),
  )
}
