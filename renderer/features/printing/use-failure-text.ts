import type { DesktopError } from '@shared/ipc/errors.ts'
import { useTranslation } from 'react-i18next'

export interface FailureText {
  readonly what: string
  readonly todo: string
}

const KEYS = {
  PrinterAway: 'away',
  PrinterNotLocal: 'notLocal',
  PrinterSilent: 'silent',
  PermissionDenied: 'denied',
  NoPrinter: 'none',
} as const

/** What happened at the printer and what to do about it, in plain words. */
export function usePrintFailureText(): (error: DesktopError) => FailureText {
  const { t } = useTranslation('printing')
  return (error) => {
    if (error.type === 'PrinterNotReady')
      return { what: t(`failure.${error.reason}.what`), todo: t(`failure.${error.reason}.todo`) }
    const key = error.type in KEYS ? KEYS[error.type as keyof typeof KEYS] : 'other' // `in` proved the key
    return { what: t(`failure.${key}.what`), todo: t(`failure.${key}.todo`) }
  }
}
