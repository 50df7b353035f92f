/** What other screens may use of the orders: the receipt is the same paper wherever it is shown. */
export { PrintButton } from './receipt-dialog.tsx'
export { ReceiptPaper } from './receipt-paper.tsx'
