import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import type { Id, IdSource } from '@shared/kernel/id.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type pg from 'pg'
import { asHousekeeper, inShop } from '../database/run-transaction.ts'
import { PACK_PACE, packHistory } from '../history/pack-history.ts'
import { carryOutSchedules } from '../reports/carry-out-schedules.ts'
import { checkFigures } from './check-figures.ts'
import { type IsOver, refreshFigures, untilDone, within } from './refresh-figures.ts'

export interface Housekeeping {
  stop(): Promise<void>
}

/** What writing down a scheduled report needs. */
interface ReportDesk {
  readonly ids: IdSource
  /** Tells listening devices that there is something new. */
  readonly announce: (shopId: Id, collections: readonly CollectionName[]) => void
}

interface Log {
  info(details: object, message: string): void
  error(details: object, message: string): void
}

/** Between two rounds; somebody who asks for figures does not wait for it. */
const EVERY_MS = 60_000
/** A shop with much to count does not keep the others waiting. */
const SHOP_BUDGET_MS = 20_000
/** From this hour on, by the shop's clock, its figures are counted from scratch and compared. */
const NIGHT_HOUR = 3
const HOUR_MS = 3_600_000

/** The server's own regular work for every shop. Several servers may do it: a shop is counted by one at a time. */
export function startHousekeeping(
  pool: pg.Pool,
  clock: Clock,
  log: Log,
  reports: ReportDesk | null = null,
): Housekeeping {
  let isStopping = false
  let round: Promise<void> = Promise.resolve()
  const run = async () => {
    for (const shopId of await listShops(pool)) {
      if (isStopping) return
      try {
        await keepShop(pool, shopId, clock.now(), log, () => isStopping)
        if (reports) await keepReports(pool, shopId, clock, reports, () => isStopping)
      } catch (error) {
        // The next round tries again; a database that is away says so at every request already.
        if (!isStopping) log.error({ err: error, shopId }, 'figures and history were not brought up to date')
      }
    }
  }
  let isRunning = false
  const timer = setInterval(() => {
    if (isRunning) return
    isRunning = true
    round = run()
      .catch((error: unknown) => {
        if (!isStopping) log.error({ err: error }, 'housekeeping failed')
      })
      .finally(() => {
        isRunning = false
      })
  }, EVERY_MS)
  timer.unref()
  return {
    async stop() {
      isStopping = true
      clearInterval(timer)
      await round
    },
  }
}

/** Reports that are due, once all that they count has been counted. */
async function keepReports(
  pool: pg.Pool,
  shopId: Id,
  clock: Clock,
  { ids, announce }: ReportDesk,
  isStopping: IsOver,
): Promise<void> {
  const isUp = within(SHOP_BUDGET_MS)
  const isOver = () => isStopping() || isUp()
  if (!(await refreshFigures(pool, shopId, isOver)) || isStopping()) return
  if ((await carryOutSchedules(pool, shopId, { clock, ids })) > 0) announce(shopId, ['tasks'])
}

async function listShops(pool: pg.Pool): Promise<Id[]> {
  return asHousekeeper(pool, async (transaction) => {
    const { rows } = await transaction.query<{ shop_id: Id }>('select shop_id from figures_state')
    return rows.map(({ shop_id }) => shop_id)
  })
}

/** One round for one shop. */
export async function keepShop(
  pool: pg.Pool,
  shopId: Id,
  now: number,
  log: Log,
  isStopping: IsOver = untilDone,
): Promise<void> {
  const isUp = within(SHOP_BUDGET_MS)
  const isOver = () => isStopping() || isUp()
  if (!(await refreshFigures(pool, shopId, isOver))) return // the next round goes on
  await packHistory(pool, shopId, PACK_PACE, isOver)
  if (isStopping()) return
  if (!(await isCheckDue(pool, shopId, now))) return
  const { days, differing } = await checkFigures(pool, shopId, now, isStopping)
  if (differing.length > 0) log.error({ shopId, days, differing }, 'figures differed and were counted anew')
  else log.info({ shopId, days }, 'figures agree')
}

/** Once a night: the business day that begins at the night hour has not seen a check yet. */
async function isCheckDue(pool: pg.Pool, shopId: Id, now: number): Promise<boolean> {
  return inShop(pool, shopId, async (transaction) => {
    const { rows } = await transaction.query<{ checked_at: number | null; utc_offset_minutes: number }>(
      `select f.checked_at, s.utc_offset_minutes from figures_state f join shops s on s.shop_id = f.shop_id
        where f.shop_id = $1`,
      [shopId],
    )
    const [row] = rows
    if (!row) return false
    const nightOf = (at: number) => businessDayOf(at - NIGHT_HOUR * HOUR_MS, row.utc_offset_minutes)
    return row.checked_at === null || nightOf(row.checked_at) < nightOf(now)
  })
}
