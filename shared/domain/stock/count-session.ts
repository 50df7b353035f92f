import { type Author, type DomainDeps, newEnvelope } from '@shared/domain/authoring.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { MAX_QUANTITY } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import {
  type CountPageDetails,
  type CountSessionDetails,
  countPageDetailsSchema,
  countSessionDetailsSchema,
  MAX_PAGE_LINES,
} from '@shared/schemas/count-details.schema.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'

/*
 * A count by one person or by several, each on a device of his own. The session says what is counted where; what a person counts
 * stands on pages that only he writes, on that device. All of it posts nothing (COUNT-2): the count that closes the session does.
 */

export type CountScope = Omit<CountSessionDetails, 'state'>

/** A session that others can join as soon as they hear of it. */
export function openCount(
  scope: CountScope,
  businessDay: BusinessDay,
  author: Author,
  deps: DomainDeps,
): StockMovement {
  return { ...newPlan('count-session', businessDay, author, deps), details: { ...scope, state: 'open' } }
}

/** The session given up: nothing of it is posted, and what was counted stays readable. */
export function dropCount(session: StockMovement): Result<StockMovement, { readonly type: 'NotOpen' }> {
  const details = countSessionOf(session)
  if (details?.state !== 'open') return err({ type: 'NotOpen' })
  return ok({ ...session, details: { ...details, state: 'dropped' } })
}

/** What a session says; null for another movement, or for one that cannot be read. */
export function countSessionOf({
  kind,
  details,
}: Pick<StockMovement, 'kind' | 'details'>): CountSessionDetails | null {
  const read = kind === 'count-session' ? countSessionDetailsSchema.safeParse(details) : null
  return read?.data ?? null
}

/** What a page says; null for another movement, or for one that cannot be read. */
export function countPageOf({
  kind,
  details,
}: Pick<StockMovement, 'kind' | 'details'>): CountPageDetails | null {
  const read = kind === 'count-page' ? countPageDetailsSchema.safeParse(details) : null
  return read?.data ?? null
}

/** COUNT-3: one page has one id, which follows from who counts on which device. */
export const countPageIdOf = ({
  sessionId,
  staffId,
  deviceId,
  page,
}: Pick<CountPageDetails, 'sessionId' | 'staffId' | 'deviceId' | 'page'>): Id =>
  deriveId(sessionId, 'count-page', staffId, deviceId, String(page))

/** One variant as a person counts it: from what he had, or null, to what he has; null takes it out again. */
export interface Counting {
  readonly variantId: Id
  readonly next: (counted: number) => number | null
}

/** The page with the variant counted anew, at this moment (COUNT-1). */
export function countOnPage(
  page: CountPageDetails,
  { variantId, next }: Counting,
  at: number,
): CountPageDetails {
  const known = page.lines.find((line) => line.variantId === variantId)
  const step = page.step + 1
  const line = { variantId, counted: inBounds(next(known?.counted ?? 0)), at, step }
  const lines = known
    ? page.lines.map((other) => (other.variantId === variantId ? line : other))
    : [...page.lines, line]
  return { ...page, step, lines }
}

/** A person's first page, or the next one when the last is full. */
export function newCountPage(
  place: Pick<CountPageDetails, 'sessionId' | 'page'>,
  { variantId, next }: Counting,
  businessDay: BusinessDay,
  author: Author,
  deps: DomainDeps,
): StockMovement {
  const plan = newPlan('count-page', businessDay, author, deps)
  const { staffId, deviceId } = author
  const owner = { ...place, staffId, deviceId }
  const line = { variantId, counted: inBounds(next(0)), at: plan.at, step: 1 }
  return { ...plan, id: countPageIdOf(owner), details: { ...owner, step: 1, lines: [line] } }
}

/** Where a person's count of a variant goes: the page that names it, else the last one that has room, else null. */
export function pageFor(pages: readonly CountPageDetails[], variantId: Id): CountPageDetails | null {
  const known = pages.find(({ lines }) => lines.some((line) => line.variantId === variantId))
  const last = pages.at(-1)
  return known ?? (last && last.lines.length < MAX_PAGE_LINES ? last : null)
}

const inBounds = (counted: number | null): number | null =>
  counted === null ? null : Math.max(0, Math.min(MAX_QUANTITY, counted))

function newPlan(
  kind: 'count-session' | 'count-page',
  businessDay: BusinessDay,
  author: Author,
  deps: DomainDeps,
): StockMovement {
  const envelope = newEnvelope(author, deps)
  return {
    ...envelope,
    at: envelope.createdAt,
    atInv: invertTime(envelope.createdAt),
    businessDay,
    kind,
    reason: '',
    reference: '',
    note: '',
    supplierName: '',
    postings: [],
    counted: [],
    countSessionId: null,
  }
}
