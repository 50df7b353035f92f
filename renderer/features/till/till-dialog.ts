import type { ClosedShift, Shift } from '@shared/domain/till/fold-shifts.ts'
import type { CashKind } from './cash-dialog.tsx'

/** What is open over the till; one thing at a time. */
export type TillDialog =
  | { readonly type: 'open' }
  | { readonly type: 'cash'; readonly kind: CashKind }
  | { readonly type: 'report' }
  | { readonly type: 'close' }
  /** Another device's till, left open. */
  | { readonly type: 'close-other'; readonly shift: Shift }
  | { readonly type: 'z'; readonly z: ClosedShift; readonly fresh: boolean }
