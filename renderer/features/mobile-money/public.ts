export { KnownReference, useKnownPayment } from './known-reference.tsx'
export { MobileMoneyButton } from './mobile-money-button.tsx'
