/** What other screens may use of the orders: the receipt is the same paper wherever it is shown. */
export { PlainTable } from './plain-table.tsx'
export { PrintButton } from './receipt-dialog.tsx'
export { Pair, Paper, PaperHead, ReceiptPaper, Rule } from './receipt-paper.tsx'
export { usePeople } from './use-people.ts'
