/** What other screens may use of the till: which shift is open here, and the way to it. */
export { TillStatus } from './till-status.tsx'
export { useOpenShift } from './use-shifts.ts'
