/** Why stock is corrected, and which way each reason goes; `either` asks the person. */
export const ADJUST_REASONS = {
  damaged: 'remove',
  theft: 'remove',
  found: 'add',
  correction: 'either',
  other: 'either',
} as const
export type AdjustReason = keyof typeof ADJUST_REASONS

export const WASTE_REASONS = ['expired', 'broken', 'damaged', 'own-use', 'other'] as const
export type WasteReason = (typeof WASTE_REASONS)[number]

/** Every reason that a stored movement may carry and that has a name; others are shown as they are. */
export const KNOWN_REASONS = [
  'damaged',
  'theft',
  'found',
  'correction',
  'other',
  'expired',
  'broken',
  'own-use',
  'lost',
  'opening-stock',
  'undo',
] as const

export type Direction = 'add' | 'remove'

/** The direction that a reason has by itself, or the one the person chose. */
export const directionOf = (reason: AdjustReason, chosen: Direction): Direction => {
  const own = ADJUST_REASONS[reason]
  return own === 'either' ? chosen : own
}
