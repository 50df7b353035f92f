import type { Id } from '@shared/kernel/id.ts'
import type pg from 'pg'
import { inShop } from '../../sync-server/database/run-transaction.ts'
import { findBrokenAudit } from '../../sync-server/replication/audit.ts'

/**
 * What must hold of a shop after any load: every accepted order is there once and nothing else is, levels and balances are
 * the sums of their postings (LEDGER-1), `seq` names every document once (SYNC-3), the audit chain is whole (AUDIT-1).
 * Answers what does not hold, in words.
 */
export function checkShop(pool: pg.Pool, shopId: Id, accepted: readonly string[]): Promise<string[]> {
  return inShop(pool, shopId, async (transaction) => {
    const problems: string[] = []
    const say = (isBroken: boolean, problem: string) => isBroken && problems.push(`${shopId}: ${problem}`)
    const one = async (text: string, values: readonly unknown[] = []): Promise<number> => {
      const { rows } = await transaction.query<{ found: number }>(text, [shopId, ...values])
      return rows[0]?.found ?? Number.NaN
    }
    const lost = await one(
      `select count(*) as found from unnest($2::text[]) as a(id) where not exists
        (select from documents d where d.shop_id = $1 and d.collection = 'orders' and d.id = a.id)`,
      [accepted],
    )
    say(lost > 0, `${lost} accepted orders are not there`)
    const held = await one(
      `select count(*) as found from documents where shop_id = $1 and collection = 'orders'`,
    )
    say(held !== accepted.length, `${held} orders are there, ${accepted.length} were accepted`)
    const doubled = await one(
      `select count(*) - count(distinct seq) as found from documents where shop_id = $1`,
    )
    say(doubled !== 0, `${doubled} sequence numbers were given twice`)
    const wrongLevels = await one(
      `select count(*) as found from stock_levels l where shop_id = $1 and on_hand <> (select sum(quantity) from stock_postings p
        where p.shop_id = $1 and p.variant_id = l.variant_id and p.location_id = l.location_id)`,
    )
    say(wrongLevels > 0, `${wrongLevels} stock levels are not the sum of their postings`)
    const wrongBalances = await one(
      `select count(*) as found from money_balances b where shop_id = $1 and balance <> (select sum(amount) from money_postings p
        where p.shop_id = $1 and p.account = b.account and p.currency = b.currency)`,
    )
    say(wrongBalances > 0, `${wrongBalances} balances are not the sum of their postings`)
    const broken = await findBrokenAudit(transaction, shopId)
    say(broken !== null, `the audit chain breaks at ${broken}`)
    return problems
  })
}
