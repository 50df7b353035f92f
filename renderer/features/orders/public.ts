/** What other screens may use of the orders: paper, means of payment and names look alike wherever they are shown. */
export { PlainTable } from './plain-table.tsx'
export { PrintButton } from './receipt-dialog.tsx'
export { Pair, Paper, PaperFoot, PaperHead, ReceiptPaper, Rule } from './receipt-paper.tsx'
export { type Refund as Means, RefundFields as MeansFields } from './refund-fields.tsx'
export { usePeople } from './use-people.ts'
