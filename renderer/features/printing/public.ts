/** What other screens may use of printing: the lines of a slip, and the ways to bring one to paper. */
export { Pair, Paper, PaperCode, PaperFoot, PaperHead, PaperTitle, Rule } from './paper.tsx'
export { PrintButton } from './print-button.tsx'
export { SavePdfButton } from './save-pdf-button.tsx'
export { useCashDrawer } from './use-cash-drawer.ts'
