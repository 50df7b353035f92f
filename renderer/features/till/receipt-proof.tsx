import type { ReceiptStanding } from '@shared/domain/till/receipt-runs.ts'
import { useTranslation } from 'react-i18next'

const NAMED = 6

/** "42 of 42 received by the server", or which are not sent yet, and which this device has lost. */
export function ReceiptProof({ standing }: { standing: ReceiptStanding }) {
  const { t } = useTranslation('till')
  const { expected, received, unsent, missing } = standing
  const named = (numbers: readonly string[]): string => {
    const first = numbers.slice(0, NAMED).join(', ')
    const more = numbers.length - NAMED
    return more > 0 ? t('slip.more', { numbers: first, rest: more }) : first
  }
  if (expected === 0) return <p>{t('slip.noReceipts')}</p>
  return (
    <>
      <p>{t('slip.received', { received, expected })}</p>
      {unsent.length > 0 && <p>{t('slip.unsent', { numbers: named(unsent) })}</p>}
      {missing.length > 0 && <p className="font-bold">{t('slip.missing', { numbers: named(missing) })}</p>}
    </>
  )
}
