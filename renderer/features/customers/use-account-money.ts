import { useActor, useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { checkSettlementCurrency } from '@shared/domain/customers/check-settlement.ts'
import { type FavourError, type FavourInput, refundFavour } from '@shared/domain/customers/favour.ts'
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
  | FavourError
  | { readonly type: 'Refused'; readonly refusal: Refusal }
  | { readonly type: 'NotStored'; readonly reason: string }

type Payment = Pick<SettlementInput, 'customerId' | 'debts' | 'payment'>

type Refund = Pick<FavourInput, 'customerId' | 'favour' | 'amount' | 'method' | 'reference'>

interface AccountMoney {
  takePayment(payment: Payment): Promise<Result<MoneyMovement, PaymentFailure>>
  payOut(refund: Refund): Promise<Result<MoneyMovement, PaymentFailure>>
}

/** Makes money of an account durable, judged before by the very rules of the server. Answers the movement, or why there is none. */
export function useAccountMoney(): AccountMoney {
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

  const keep = async (
    made: Result<MoneyMovement, PaymentFailure>,
  ): Promise<Result<MoneyMovement, PaymentFailure>> => {
    if (!made.ok) return made
    const refusal = findRefusal(made.value)
    if (refusal) return err({ type: 'Refused', refusal })
    const failure = await writeFailure(store.insert('moneyMovements', made.value))
    return failure ? err({ type: 'NotStored', reason: failure.type }) : ok(made.value)
  }
  const terms = () => ({ currency, businessDay: businessDayOf(deps.clock.now(), utcOffsetMinutes) })
  return {
    takePayment: (payment) => keep(settleCredit({ ...payment, ...terms() }, author, deps)),
    payOut: (refund) => keep(refundFavour({ ...refund, ...terms() }, author, deps)),
  }
}
