import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { canRead } from '@shared/policy/read-scope.ts'
import { DIGEST_BUCKETS, DIGEST_REVISIONS } from '@shared/protocol/digest.ts'
import { MAX_PULL_BYTES } from '@shared/protocol/limits.ts'
import type { WireDocument } from '@shared/protocol/sync.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type pg from 'pg'
import type { TokenClaims } from '../auth/access-tokens.ts'
import { loadContext, type RequestContext } from '../auth/actor.ts'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import { readable, readCondition } from './read-filter.ts'

/** Everything a device may ask about what the server holds. All answers pass the reader's own scope. */
export interface Reader {
  readonly pool: pg.Pool
  readonly claims: TokenClaims
  readonly now: number
}

export type ReadFailure =
  | { readonly type: 'SessionEnded' }
  | { readonly type: 'EpochChanged'; readonly epoch: number }

interface Asked {
  readonly collection: CollectionName
  readonly epoch: number
}

/** Reads as the person who asks, in his shop; `askedEpoch` null for what is the same in every incarnation. */
export async function read<T>(
  reader: Reader,
  askedEpoch: number | null,
  work: (transaction: Transaction, context: RequestContext) => Promise<T>,
): Promise<Result<T, ReadFailure>> {
  return inShop(reader.pool, reader.claims.shopId, async (transaction) => {
    const context = await loadContext(transaction, reader.claims, reader.now)
    if (!context.ok) return context
    const { epoch } = context.value
    if (askedEpoch !== null && askedEpoch !== epoch) return err({ type: 'EpochChanged', epoch })
    return ok(await work(transaction, context.value))
  })
}

export interface PulledPage {
  readonly epoch: number
  /** Documents as JSON text, straight from the database: a page is not parsed only to be written again. */
  readonly documents: readonly string[]
  readonly seq: number
  readonly more: boolean
}

/**
 * The next documents of a collection in commit order (SYNC-3). A checkpoint from the future (another incarnation, or made
 * up) starts again from the beginning.
 */
export function readPage(
  reader: Reader,
  asked: Asked & { readonly seq: number; readonly limit: number },
): Promise<Result<PulledPage, ReadFailure>> {
  return read(reader, asked.epoch, async (transaction, { actor, epoch }) => {
    if (!canRead(actor, asked.collection)) return { epoch, documents: [], seq: asked.seq, more: false }
    const { rows } = await transaction.query<{ seq: number; total: number; is_last: boolean; body: string }>(
      `with start as (
        select case when $3 > seq then 0 else $3 end as seq from shops where shop_id = $1
      ), next as (
        select d.seq, d.body, sum(d.bytes) over (order by d.seq) as total, row_number() over (order by d.seq) as place,
          lead(d.seq) over (order by d.seq) is null as is_last
        from (
          select d.seq, d.bytes, d.body from documents d
            where d.shop_id = $1 and d.collection = $2 and d.seq > (select seq from start)
              and d.collection collate "C" = $2 -- how the index of pages is asked for
              and ${readCondition(actor, asked.collection, 6)}
            order by d.seq limit $4 + 1
        ) d
      )
      -- A body is taken out of its store only here, when it is clear that it goes.
      select n.seq, n.total, n.is_last, n.body::text as body from next n
        where n.place <= $4 and (n.total <= $5 or n.place = 1)
        order by n.seq`,
      [actor.shopId, asked.collection, asked.seq, asked.limit, MAX_PULL_BYTES, actor.staffId],
    )
    const last = rows.at(-1)
    return {
      epoch,
      documents: rows.map((row) => row.body),
      seq: last?.seq ?? asked.seq,
      more: last ? !last.is_last : false,
    }
  })
}

/**
 * The content of one revision, the base of a merge (SYNC-6); with `knownEpoch` the newest one up to it that was made in that
 * epoch or before. Null for what is not there or not for this reader.
 */
export function readBase(
  reader: Reader,
  asked: {
    readonly collection: CollectionName
    readonly id: Id
    readonly rev: number
    readonly knownEpoch?: number | undefined
  },
): Promise<Result<WireDocument | null, ReadFailure>> {
  return read(reader, null, async (transaction, { actor }) => {
    const { rows } = await transaction.query<{ body: AnyDocument }>(
      `select body from revisions where shop_id = $1 and collection = $2 and id = $3 and rev <= $4
        and case when $5::int is null then rev = $4 else epoch <= $5 end
        order by rev desc limit 1`,
      [actor.shopId, asked.collection, asked.id, asked.rev, asked.knownEpoch ?? null],
    )
    return rows[0] ? readable(actor, asked.collection, rows[0].body) : null
  })
}

export interface DifferingBucket {
  readonly bucket: number
  readonly rows: DigestRow[]
}

type DigestRow = [id: string, editId: string, ...rev: number[]]

/** `digestAt` in SQL. */
const DIGEST_AT = `(d.digest * (2 * (d.rev & ${DIGEST_REVISIONS}) + 1)) & 4294967295`

/** Compares what a device holds with what the server holds, and names the server's rows where they differ (SYNC-8). */
export function readDifferences(
  reader: Reader,
  asked: Asked & { readonly buckets: readonly number[]; readonly revisions?: true | undefined },
): Promise<Result<DifferingBucket[], ReadFailure>> {
  return read(reader, asked.epoch, async (transaction, { actor }) => {
    if (!canRead(actor, asked.collection)) return []
    const mine = new Array<number>(DIGEST_BUCKETS).fill(0)
    const sums = await transaction.query<{ bucket: number; digest: number }>(
      `select d.bucket, bit_xor(${asked.revisions ? DIGEST_AT : 'd.digest'}) as digest from documents d
        where d.shop_id = $1 and d.collection = $2 and ${readCondition(actor, asked.collection, 3)} group by d.bucket`,
      [actor.shopId, asked.collection, actor.staffId],
    )
    for (const { bucket, digest } of sums.rows) mine[bucket] = digest
    const differing = mine.flatMap((digest, bucket) => (digest === asked.buckets[bucket] ? [] : [bucket]))
    if (differing.length === 0) return []
    const held = await transaction.query<{ bucket: number; id: string; edit_id: string; rev: number }>(
      `select d.bucket, d.id, d.edit_id, d.rev from documents d
        where d.shop_id = $1 and d.collection = $2 and d.bucket = any($4)
          and ${readCondition(actor, asked.collection, 3)} order by d.bucket, d.id`,
      [actor.shopId, asked.collection, actor.staffId, differing],
    )
    const rowsByBucket = new Map<number, DigestRow[]>(differing.map((bucket) => [bucket, []]))
    for (const row of held.rows) {
      const rev = asked.revisions ? [row.rev] : []
      rowsByBucket.get(row.bucket)?.push([row.id, row.edit_id, ...rev])
    }
    return [...rowsByBucket].map(([bucket, rows]) => ({ bucket, rows }))
  })
}

/** Whether the token's session still stands, and the epoch: what the stream asks before it opens. */
export const readEpoch = (reader: Reader): Promise<Result<number, ReadFailure>> =>
  read(reader, null, (_transaction, { epoch }) => Promise.resolve(epoch))
