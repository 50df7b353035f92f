import type { TFunction } from 'i18next'
import { KNOWN_REASONS } from './reasons.ts'

/** The reason's name; a code of a later version is shown as it is. */
export function reasonName(t: TFunction<'stock'>, code: string): string {
  const known = KNOWN_REASONS.find((reason) => reason === code)
  return known ? t(`reason.${known}`) : code
}
