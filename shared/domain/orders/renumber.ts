import { formatReceipt } from '@shared/domain/receipt-number.ts'
import type { Order, Receipt } from '@shared/schemas/orders.schema.ts'

/**
 * A sale whose number turned out to be another one's, under a number of its own (RECEIPT-2). The note keeps the number that
 * stands on the customer's paper.
 */
export function renumber(sale: Order, receipt: Receipt): Order {
  const note = sale.note === '' ? sale.number : `${sale.note}\n${sale.number}`
  return { ...sale, receipt, number: formatReceipt(receipt), note: note.slice(0, MAX_NOTE) }
}

const MAX_NOTE = 2_000
