import { useShop } from '@renderer/db/hooks.ts'
import { formatDateTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import type { CreditAccount, CreditLine } from '@shared/domain/customers/credit-account.ts'
import { History } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { usePeople } from '../orders/public.ts'
import type { ShownReceipt } from './payment-receipt.tsx'
import { useLineText } from './use-line-text.ts'

interface HistoryTabProps {
  account: CreditAccount
  onReceipt: (receipt: ShownReceipt) => void
}

const rowKey = (line: CreditLine): string => line.id

/** Every movement of the account, newest first; Enter opens its order or its receipt. */
export function HistoryTab({ account, onReceipt }: HistoryTabProps) {
  const { t } = useTranslation('customers')
  const [, navigate] = useLocation()
  const rows = useMemo(() => account.history.toReversed(), [account])
  const open = (line: CreditLine): void => {
    if (line.collection === 'orders') navigate(`/orders/${line.documentId}`)
    else onReceipt({ movementId: line.documentId, balanceAfter: line.balanceAfter, duplicate: true })
  }
  const columns = useColumns(open)
  return (
    <div className="flex h-[26rem] flex-col">
      <DataTable
        label={t('history.label')}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        rowHeight={40}
        minWidth="48rem"
        onRowActivate={open}
        className="overflow-hidden rounded-md border border-rule"
        empty={<EmptyState icon={<History />} title={t('history.empty')} body={t('history.emptyBody')} />}
      />
    </div>
  )
}

function useColumns(open: (line: CreditLine) => void): readonly Column<CreditLine>[] {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  const lineText = useLineText()
  const { staffName, deviceName } = usePeople()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `open` only leads to the line it is given
  return useMemo(
    () => [
      {
        id: 'date',
        header: t('history.date'),
        width: '10.5rem',
        cell: (line) => <DateTimeText at={line.at} />,
      },
      { id: 'what', header: t('history.what'), width: 'minmax(9rem, 1fr)', cell: lineText },
      {
        id: 'document',
        header: t('history.document'),
        width: '9rem',
        cell: (line) => <DocumentLink line={line} onOpen={() => open(line)} />,
      },
      {
        id: 'by',
        header: t('history.by'),
        width: 'minmax(8rem, 1fr)',
        cell: ({ by, deviceId }) => [staffName(by), deviceName(deviceId)].filter(Boolean).join(' · ') || '–',
      },
      {
        id: 'amount',
        header: t('history.amount'),
        width: '7.5rem',
        align: 'end',
        cell: (line) => <MoneyText amount={line.amount} currency={currency} sign />,
      },
      {
        id: 'balance',
        header: t('history.balance'),
        width: '7.5rem',
        align: 'end',
        cell: (line) => <MoneyText amount={line.balanceAfter} currency={currency} />,
      },
    ],
    [t, currency, lineText, staffName, deviceName],
  )
}

function DocumentLink({ line, onOpen }: { line: CreditLine; onOpen: () => void }) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const isOrder = line.collection === 'orders'
  return (
    <button
      type="button"
      aria-label={isOrder ? undefined : t('history.open', { date: formatDateTime(line.at, locale) })}
      className="max-w-full truncate font-medium text-accent-ink underline-offset-2 hover:underline"
      onClick={onOpen}
    >
      {isOrder ? line.label : t('history.receipt')}
    </button>
  )
}
