import type { ClosedShift } from '@shared/domain/till/fold-shifts.ts'
import type { CashKind } from './cash-dialog.tsx'

/** What is open over the till; one thing at a time. */
export type TillDialog =
  | { readonly type: 'open' }
  | { readonly type: 'cash'; readonly kind: CashKind }
  | { readonly type: 'report' }
  | { readonly type: 'close' }
  | { readonly type: 'z'; readonly z: ClosedShift; readonly fresh: boolean }
