import { chosenDebts, outcomeOf, startDraft, toggleDebt } from '@renderer/features/customers/payment-draft.ts'
import { fileNamePart, statementFile } from '@renderer/features/customers/statement-file.ts'
import { i18n } from '@renderer/i18n/index.ts'
import type { CreditLine, OpenDebt } from '@shared/domain/customers/credit-account.ts'
import { statementOf } from '@shared/domain/customers/statement.ts'
import { minor } from '@shared/kernel/money.ts'
import { describe, expect, it } from 'vitest'
import { DAY, idOf, START } from '../../shared/builders.ts'

const debt = (name: string, open: number): OpenDebt => ({
  orderId: idOf(name),
  number: name,
  at: START,
  amount: minor(open),
  open: minor(open),
})
const DEBTS = [debt('A1-1-1', 3_000), debt('A1-1-2', 2_000)]

describe('a payment while it is typed', () => {
  it('begins with everything that is owed, and another choice of debts is another amount', () => {
    const draft = startDraft(DEBTS)
    expect(draft.amount).toBe(5_000)
    const without = toggleDebt(draft, DEBTS, idOf('A1-1-1'))
    expect(without.amount).toBe(2_000)
    expect(chosenDebts(DEBTS, without).map(({ number }) => number)).toEqual(['A1-1-2'])
    expect(toggleDebt(without, DEBTS, idOf('A1-1-1'))).toEqual(draft)
  })

  it('gives change for cash alone; of anything else it is too much', () => {
    const draft = { ...startDraft(DEBTS), amount: minor(6_000) }
    expect(outcomeOf(draft, DEBTS)).toEqual({ kept: 5_000, change: 1_000, excess: 0 })
    expect(outcomeOf({ ...draft, method: 'wave' }, DEBTS)).toEqual({
      kept: 5_000,
      change: 0,
      excess: 1_000,
    })
    expect(outcomeOf({ ...draft, amount: null }, DEBTS)).toEqual({ kept: 0, change: 0, excess: 0 })
  })
})

describe('a statement as a file', () => {
  const line = (label: string, amount: number, balanceAfter: number): CreditLine => ({
    id: idOf(label),
    kind: amount > 0 ? 'sale' : 'settlement',
    at: START,
    by: idOf('staff'),
    deviceId: idOf('A1'),
    amount: minor(amount),
    method: null,
    collection: 'orders',
    documentId: idOf(label),
    label,
    balanceAfter: minor(balanceAfter),
  })
  const history = [line('A1-1-1', 3_000, 3_000), line('=CMD()', -1_000, 2_000)]
  const file = statementFile(statementOf(history, { from: DAY, to: DAY }, 0), {
    t: i18n.getFixedT('fr', 'customers'),
    locale: 'fr',
    currency: 'XOF',
    utcOffsetMinutes: 0,
    lineText: ({ kind }) => kind,
  })
  const rows = file.trim().split('\r\n')

  it('has the balance before, every line and the balance at the end, as plain numbers', () => {
    expect(rows).toHaveLength(5)
    expect(rows[1]).toContain('Dû avant;;;;0')
    expect(rows[2]).toContain(';A1-1-1;3000;;3000')
    expect(rows[4]).toContain('Dû à la fin;;;;2000')
  })

  it('runs no formula in a spreadsheet', () => {
    expect(rows[3]).toContain(";'=CMD();;1000;2000")
  })

  it('has a name that every system takes', () => {
    expect(fileNamePart('Épicerie «Chez Aïda» / n°2')).toBe('epicerie-chez-aida-n-2')
  })
})
