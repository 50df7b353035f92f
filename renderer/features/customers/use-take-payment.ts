import { useActor, useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { checkSettlementCurrency } from '@shared/domain/customers/check-settlement.ts'
import {
  type SettlementError,
  type SettlementInput,
  settleCredit,
} from '@shared/domain/customers/settlement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import { writeFailure } from '../products/public.ts'

export type PaymentFailure =
  | SettlementError
  | { readonly type: 'Refused'; readonly refusal: Refusal }
  | { readonly type: 'NotStored'; readonly reason: string }

type Payment = Pick<SettlementInput, 'customerId' | 'debts' | 'payment'>

/** Makes a payment durable, judged before by the very rules of the server. Answers the movement, or why there is none. */
export function useTakePayment(): (payment: Payment) => Promise<Result<MoneyMovement, PaymentFailure>> {
  const store = useStore()
  const actor = useActor()
  const author = useAuthor()
  const deps = useDeps()
  const { currency, utcOffsetMinutes } = useShop()

  function findRefusal(movement: MoneyMovement): Refusal | null {
    const checked = checkDocument('moneyMovements', null, movement)
    if (!checked.ok) return checked.error
    const allowed = authorizeWrite(actor, 'moneyMovements', null, movement)
    return allowed.ok ? checkSettlementCurrency(movement, currency) : allowed.error
  }

  return async (payment) => {
    const businessDay = businessDayOf(deps.clock.now(), utcOffsetMinutes)
    const settled = settleCredit({ ...payment, currency, businessDay }, author, deps)
    if (!settled.ok) return settled
    const refusal = findRefusal(settled.value)
    if (refusal) return err({ type: 'Refused', refusal })
    const failure = await writeFailure(store.insert('moneyMovements', settled.value))
    return failure ? err({ type: 'NotStored', reason: failure.type }) : ok(settled.value)
  }
}
