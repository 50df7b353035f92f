import type { Refusal } from '@shared/protocol/refusal.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type { TokenClaims } from '../auth/access-tokens.ts'
import type { Transaction } from '../database/run-transaction.ts'
import { editKey } from './load-rows.ts'
import type { ParsedRow } from './parse-row.ts'

/** Text of one refused row that is kept; longer ones are only counted. */
const MAX_KEPT_CHARACTERS = 1_000_000
/** Refused rows of one device that are kept in a day. What goes beyond is counted; the device itself keeps all of it. */
export const MAX_KEPT_A_DAY = 2_000
const DAY_MS = 86_400_000

export interface RefusedRow {
  readonly row: ParsedRow
  readonly refusal: Refusal
}

/**
 * SYNC-5: a refusal is stored before it is answered, with what was pushed, so that nothing typed is gone. A device that has
 * filled its day's place is not honest any more or quite broken: further refusals raise one count.
 */
export async function recordRefusals(
  transaction: Transaction,
  claims: TokenClaims,
  collection: CollectionName,
  refused: readonly RefusedRow[],
  now: number,
): Promise<void> {
  if (refused.length === 0) return
  const isFull = (await countToday(transaction, claims, now)) >= MAX_KEPT_A_DAY
  const rows = new Map(
    refused
      .map((one) => (isFull ? onlyCounted(one) : rowOf(one)))
      .map((row) => [`${row.id} ${row.edit_id} ${row.code}`, row]),
  )
  const all = [...rows.values()]
  await transaction.query(
    `insert into refusals as r (shop_id, device_id, collection, document_id, edit_id, code, params, content, account_id, first_at, last_at)
      select $1, $2, $3, n.id, n.edit_id, n.code, n.params::jsonb, n.content, $4, $5, $5
      from unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) as n(id, edit_id, code, params, content)
      order by n.id, n.edit_id
      on conflict (shop_id, device_id, collection, document_id, edit_id, code)
      do update set times = r.times + 1, last_at = excluded.last_at`,
    [
      claims.shopId,
      claims.deviceId,
      collection,
      claims.accountId,
      now,
      all.map((row) => row.id),
      all.map((row) => row.edit_id),
      all.map((row) => row.code),
      all.map((row) => row.params),
      all.map((row) => row.content),
    ],
  )
}

/**
 * What this device was told before of the same edits, by `editKey`: a refusal is final, as whoever made the edit has it in a
 * list and may have written it anew since (SYNC-1). What was only counted is judged again.
 */
export async function findRefusals(
  transaction: Transaction,
  { shopId, deviceId }: Pick<TokenClaims, 'shopId' | 'deviceId'>,
  collection: CollectionName,
  next: readonly AnyDocument[],
): Promise<ReadonlyMap<string, Refusal>> {
  const { rows } = await transaction.query<Refusal & { document_id: string; edit_id: string }>({
    name: 'find-refusals',
    text: `select held.document_id, held.edit_id, held.code, held.params from unnest($4::text[], $5::text[]) as asked (id, edit_id)
      cross join lateral (select r.document_id, r.edit_id, r.code, r.params from refusals r where r.shop_id = $1
        and r.device_id = $2 and r.collection = $3 and r.document_id = asked.id and r.edit_id = asked.edit_id
        order by r.code limit 1) held`,
    values: [shopId, deviceId, collection, next.map(({ id }) => id), next.map(({ editId }) => editId)],
  })
  return new Map(
    rows.map(({ document_id, edit_id, code, params }) => [editKey(document_id, edit_id), { code, params }]),
  )
}

async function countToday(transaction: Transaction, claims: TokenClaims, now: number): Promise<number> {
  const { rows } = await transaction.query<{ kept: number }>(
    `select count(*) as kept from (
      select 1 from refusals where shop_id = $1 and device_id = $2 and last_at > $3 limit $4) as newest`,
    [claims.shopId, claims.deviceId, now - DAY_MS, MAX_KEPT_A_DAY],
  )
  return rows[0]?.kept ?? 0
}

interface KeptRow {
  readonly id: string
  readonly edit_id: string
  readonly code: string
  readonly params: string
  readonly content: string | null
}

const onlyCounted = ({ refusal: { code } }: RefusedRow): KeptRow => ({
  id: '',
  edit_id: '',
  code,
  params: '{}',
  content: null,
})

function rowOf({ row, refusal }: RefusedRow): KeptRow {
  const content = textOf(row.ok ? row.next : row.raw)
  const editId = row.ok ? row.next.editId : row.raw.editId
  return {
    id: storable(row.id),
    edit_id: typeof editId === 'string' ? storable(editId.slice(0, 64)) : '',
    code: refusal.code,
    params: JSON.stringify(refusal.params).replaceAll('\\u0000', ''),
    // JSON text escapes what PostgreSQL's text cannot hold: NUL and halves of surrogate pairs.
    content: content !== null && content.length <= MAX_KEPT_CHARACTERS ? content : null,
  }
}

/** Null for what is nested too deep to be written down. */
function textOf(content: object): string | null {
  try {
    return JSON.stringify(content)
  } catch {
    return null
  }
}

const storable = (text: string): string => text.replace(/[\p{Cs}\p{Cc}]/gu, '')
