export { ExpiryBadge } from './expiry-badge.tsx'
export { LotsField } from './lots-field.tsx'
export { SerialField } from './serial-field.tsx'
export { useExpiryText, useToday } from './use-expiry.ts'
