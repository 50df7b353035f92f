import { type Author, type DomainDeps, newEnvelope, sign } from '@shared/domain/authoring.ts'
import { accountOf, isPromise, postMoney } from '@shared/domain/orders/order-postings.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, type Minor, minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import { type FavourRefund, favourRefundSchema } from '@shared/schemas/settlement.schema.ts'
import type { CreditAccount } from './credit-account.ts'
import { CREDIT_ACCOUNT } from './credit-entries.ts'

/** What the shop owes the customer, as far as this device knows; nothing where he owes. */
export const favourOf = ({ balance }: Pick<CreditAccount, 'balance'>): Minor => minor(Math.max(0, -balance))

/** What of his favour a customer is paid out, and how. */
export interface FavourInput {
  readonly customerId: Id
  readonly currency: CurrencyCode
  readonly favour: Minor
  readonly amount: Minor
  readonly method: PaymentMethod
  readonly reference?: string
  readonly businessDay: BusinessDay
}

/** Why nothing is paid out; `favour` is what could be. */
export type FavourError =
  | { readonly type: 'NothingInFavour' }
  | { readonly type: 'AboveFavour'; readonly favour: Minor }
  | { readonly type: 'NotMoney' }

/**
 * CREDIT-7: pays out what is in a customer's favour, never more than this device knows of. One document: what two tills that
 * do not hear each other pay out twice, he owes, and the fold says so.
 */
export function refundFavour(
  { favour, amount, method, reference = '', ...input }: FavourInput,
  author: Author,
  deps: DomainDeps,
): Result<MoneyMovement, FavourError> {
  if (favour <= 0 || amount <= 0) return err({ type: 'NothingInFavour' })
  if (amount > favour) return err({ type: 'AboveFavour', favour })
  if (isPromise(method)) return err({ type: 'NotMoney' })
  const envelope = newEnvelope(author, deps)
  const entry = [
    [CREDIT_ACCOUNT, amount],
    [accountOf(method), -amount],
  ] as const
  return ok({
    ...envelope,
    ...input,
    at: envelope.createdAt,
    atInv: invertTime(envelope.createdAt),
    reference,
    note: '',
    kind: 'credit-settlement',
    reason: '',
    shiftId: null,
    vendorId: null,
    postings: postMoney(entry, sign(author, deps), deps),
    denominations: [],
    details: { about: 'refund', method, amount, favour } satisfies FavourRefund,
  })
}

/** What a movement paid out of a customer's favour; null for every other movement. */
export function readFavourRefund({
  kind,
  details,
}: Pick<MoneyMovement, 'kind' | 'details'>): FavourRefund | null {
  if (kind !== 'credit-settlement' || details.about !== 'refund') return null
  return favourRefundSchema.safeParse(details).data ?? null
}
