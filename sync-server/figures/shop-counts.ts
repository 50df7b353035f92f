import type { Id } from '@shared/kernel/id.ts'
import type { StatisticsResponse } from '@shared/protocol/figures.ts'
import type { Transaction } from '../database/run-transaction.ts'
import { countDocuments } from '../replication/count-documents.ts'

/** What a shop holds, and how its figures last stood a recount. */
export async function readShopCounts(
  transaction: Transaction,
  shopId: Id,
): Promise<Pick<StatisticsResponse, 'documents' | 'devices' | 'refused' | 'check'>> {
  const { rows } = await transaction.query<{
    devices: number
    refused: number
    checked_at: number | null
    checked_days: number
    checked_differing: number
  }>(
    `select (select count(*) from devices where shop_id = $1 and revoked_at is null) as devices,
        (select count(*) from refusals where shop_id = $1) as refused, checked_at, checked_days, checked_differing
      from figures_state where shop_id = $1`,
    [shopId],
  )
  const [state] = rows
  const checkedAt = state?.checked_at ?? null
  return {
    documents: await countDocuments(transaction, shopId),
    devices: state?.devices ?? 0,
    refused: state?.refused ?? 0,
    check:
      state && checkedAt !== null
        ? { at: checkedAt, days: state.checked_days, differing: state.checked_differing }
        : null,
  }
}
