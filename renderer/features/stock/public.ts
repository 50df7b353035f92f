/** What other screens may use of the stock. */
export { counterMovement } from './counter-movement.ts'
export { LateCountDialog } from './late-count-dialog.tsx'
