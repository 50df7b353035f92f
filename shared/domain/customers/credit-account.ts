import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import { type CreditDocument, type CreditEntry, creditAmountOf } from './credit-entries.ts'

/** What is still owed on one receipt. */
export interface OpenDebt {
  readonly orderId: Id
  readonly number: string
  /** When it was made: a debt is as old as its sale, however often a part of it was paid. */
  readonly at: number
  /** What it would be without any settlement. */
  readonly amount: Minor
  readonly open: Minor
}

/** One line of the history, with what the customer owed right after it. */
export interface CreditLine extends CreditEntry, Pick<CreditDocument, 'collection' | 'documentId' | 'label'> {
  readonly balanceAfter: Minor
}

/** One customer's account in one currency. */
export interface CreditAccount {
  /** CREDIT-1: above zero he owes the shop, below zero the shop owes him. */
  readonly balance: Minor
  /** Oldest first; CREDIT-2: open parts sum to the balance wherever he owes. */
  readonly debts: readonly OpenDebt[]
  /** Oldest first. */
  readonly history: readonly CreditLine[]
}

interface Debt extends Omit<OpenDebt, 'open'> {
  open: number
}

/**
 * CREDIT-1 and CREDIT-2: the account as the documents tell it, in whatever order and however often they arrive. A
 * settlement pays the debts it names as far as they are open; what is left of it (two tills took the same debt, goods came back
 * since) and what the shop owes him pays the oldest debts; what is left then is in his favour.
 */
export function foldCredit(documents: Iterable<CreditDocument>): CreditAccount {
  const ordered = inOrder(documents)
  const debts = ordered.flatMap(debtOf)
  const debtByOrder = new Map<string, Debt>(debts.map((debt) => [debt.orderId, debt]))
  let inHand = 0
  for (const document of ordered) inHand += payNamed(document, debtByOrder)
  for (const debt of debts) inHand -= pay(debt, inHand)
  const owed = debts.reduce((sum, { open }) => sum + open, 0)
  return {
    balance: minor(owed - inHand),
    debts: debts.filter(({ open }) => open > 0).map((debt) => ({ ...debt, open: minor(debt.open) })),
    history: historyOf(ordered),
  }
}

/** By time, then id; each document once. */
function inOrder(documents: Iterable<CreditDocument>): CreditDocument[] {
  const byId = new Map<string, CreditDocument>()
  for (const document of documents) byId.set(document.documentId, document)
  return [...byId.values()].sort((a, b) => a.at - b.at || compareText(a.documentId, b.documentId))
}

function debtOf(document: CreditDocument): Debt[] {
  const amount = creditAmountOf(document)
  const { documentId, label, at } = document
  return amount > 0 ? [{ orderId: documentId, number: label, at, amount, open: amount }] : []
}

/** Pays what a document names; answers what is left of it. */
function payNamed(document: CreditDocument, debtByOrder: ReadonlyMap<string, Debt>): number {
  let left = Math.max(0, -creditAmountOf(document))
  for (const { orderId, amount } of document.settles) {
    const debt = debtByOrder.get(orderId)
    if (debt) left -= pay(debt, Math.min(left, amount))
  }
  return left
}

/** Takes as much of a debt off as there is; answers how much that was. */
function pay(debt: Debt, available: number): number {
  const paid = Math.min(debt.open, available)
  debt.open -= paid
  return paid
}

function historyOf(documents: readonly CreditDocument[]): CreditLine[] {
  const lines = documents.flatMap(({ entries, collection, documentId, label }) =>
    entries.map((entry) => ({ ...entry, collection, documentId, label })),
  )
  lines.sort((a, b) => a.at - b.at || compareText(a.id, b.id))
  let balance = 0
  return lines.map((line) => {
    balance += line.amount
    return { ...line, balanceAfter: minor(balance) }
  })
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
