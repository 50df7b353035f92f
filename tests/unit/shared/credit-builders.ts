import {
  type CreditDocument,
  creditOfMovement,
  creditOfOrder,
} from '@shared/domain/customers/credit-entries.ts'
import { type SettlementInput, settleCredit } from '@shared/domain/customers/settlement.ts'
import { minor } from '@shared/kernel/money.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import {
  authorOn,
  cartOf,
  DAY,
  idOf,
  lineOf,
  mustBeOk,
  soldOrder,
  type TestDeps,
  testDeps,
} from './builders.ts'

export const AMINATA = idOf('customer-aminata')

/** A sale of one thing at that price, on the account of Aminata unless another way is told. */
export function saleOnCredit(
  price: number,
  { deps = testDeps(), method = 'credit' as PaymentMethod, device = 'A1' } = {},
): Order {
  const cart = cartOf([lineOf('riz', { unitPrice: minor(price) })], {
    customerId: AMINATA,
    customerName: 'Aminata Sow',
  })
  const payments = [{ method, amount: minor(price) }]
  return soldOrder(cart, { payments, deps, author: authorOn(device) })
}

export function mustBeCredit(document: CreditDocument | null): CreditDocument {
  if (!document) throw new Error('It does nothing to an account')
  return document
}

export const creditOfSale = (order: Order): CreditDocument => mustBeCredit(creditOfOrder(order))
export const creditOfPayment = (movement: MoneyMovement): CreditDocument =>
  mustBeCredit(creditOfMovement(movement))

export const payInput = (
  debts: SettlementInput['debts'],
  amount: number,
  known: Partial<SettlementInput['payment']> = {},
): SettlementInput => ({
  customerId: AMINATA,
  currency: 'XOF',
  debts,
  payment: { method: 'cash', amount: minor(amount), ...known },
  businessDay: DAY,
})

/** A payment that a till takes. */
export const paid = (
  debts: SettlementInput['debts'],
  amount: number,
  deps: TestDeps = testDeps(),
  device = 'A1',
): MoneyMovement => mustBeOk(settleCredit(payInput(debts, amount), authorOn(device), deps))
