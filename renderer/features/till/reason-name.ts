import { CASH_REASONS, type CashInReason, type CashOutReason } from '@shared/domain/till/cash-reasons.ts'
import type { TFunction } from 'i18next'

export type CashReason = CashInReason | CashOutReason

export const reasonsOf = (kind: keyof typeof CASH_REASONS): CashReason[] =>
  Object.keys(CASH_REASONS[kind]) as CashReason[] // the list's own keys

const KNOWN: readonly string[] = [...reasonsOf('cash-in'), ...reasonsOf('cash-out')]
const isKnown = (code: string): code is CashReason => KNOWN.includes(code)

/** The reason's name; a code of a later version is shown as it is. */
export const reasonName = (t: TFunction<'till'>, code: string): string =>
  isKnown(code) ? t(`reason.${code}`) : code
