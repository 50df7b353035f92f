import { idSchema } from '@shared/kernel/id.ts'
import { nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { z } from 'zod'
import { lineText } from './envelope.ts'
import { PAYMENT_METHODS } from './postings.ts'

/** More debts than anybody settles at once; whoever owes on more pays twice. */
export const MAX_SETTLED_DEBTS = 500

/** What of one debt a settlement pays; `due` is what was open on it where the money was taken. */
const settledDebtSchema = z.strictObject({
  orderId: idSchema,
  number: lineText(60).min(1),
  due: nonNegativeMinorSchema,
  amount: nonNegativeMinorSchema,
})
export type SettledDebt = z.infer<typeof settledDebtSchema>

/** `details` of a money movement of kind `credit-settlement`: how it was paid, and which debts it pays (CREDIT-3). */
export const settlementDetailsSchema = z.strictObject({
  method: z.enum(PAYMENT_METHODS),
  amount: nonNegativeMinorSchema,
  /** Cash handed over and given back; only for cash. */
  tendered: nonNegativeMinorSchema.optional(),
  change: nonNegativeMinorSchema.optional(),
  debts: z.array(settledDebtSchema).min(1).max(MAX_SETTLED_DEBTS),
})
export type SettlementDetails = z.infer<typeof settlementDetailsSchema>

/** `details` of a `credit-settlement` that goes the other way: what was in the customer's favour is paid out (CREDIT-7). */
export const favourRefundSchema = z.strictObject({
  about: z.literal('refund'),
  method: z.enum(PAYMENT_METHODS),
  amount: nonNegativeMinorSchema,
  /** What was in his favour where it was paid out. */
  favour: nonNegativeMinorSchema,
})
export type FavourRefund = z.infer<typeof favourRefundSchema>
