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
