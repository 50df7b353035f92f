/** What people do at a device. Which document it is done to is chosen when it happens, from what the device shows then. */
export const OPERATION_KINDS = [
  'add-product',
  'add-customer',
  'receive',
  'sell',
  'return',
  'cancel',
  'web-order',
  'advance-order',
  'note-order',
  'edit-product',
  'edit-price',
  'edit-customer',
  'adjust',
  'waste',
  'transfer',
  'count',
  'settle',
  'resend',
  'discard',
  'poison',
  'set-person',
  'open-doors',
] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

export interface Operation {
  /** Unique in its run, and part of every value it writes, so that each lost one can be named: `w0042`. */
  readonly id: string
  readonly number: number
  readonly kind: OperationKind
  /** From 0 to below 1: choices, in the order in which they come up. */
  readonly picks: readonly number[]
}

export const operationId = (number: number): string => `w${String(number).padStart(4, '0')}`

/** Prices are numbers, so a written one is unique by its value. */
export const priceOf = (number: number): number => 10_000 + number
export const costOf = (number: number): number => 50_000 + number
