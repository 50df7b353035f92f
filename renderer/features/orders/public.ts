/** What other screens may use of the orders: the receipt, means of payment and names look alike wherever they are shown. */
export { PlainTable } from './plain-table.tsx'
export { ReceiptPaper } from './receipt-paper.tsx'
export { type Refund as Means, RefundFields as MeansFields } from './refund-fields.tsx'
export { useNotePrint } from './use-note-print.ts'
export { usePeople } from './use-people.ts'
