import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useMobilePayments } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { matchStatement, type Pairing } from '@shared/domain/payments/match-statement.ts'
import { sumMinor } from '@shared/kernel/money.ts'
import { FileUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeclaredPayments } from './declared-payments.tsx'
import { StatementPreview } from './statement-preview.tsx'
import { type OpenStatement, useStatement } from './use-statement.ts'

/** What is declared and not confirmed yet, and the operators' statements that confirm it. */
export function MobileMoneyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('mobileMoney')
  const payments = useMobilePayments()
  const model = useStatement()
  const { statement } = model
  return (
    <Dialog
      open
      size="xl"
      onOpenChange={onClose}
      title={t('title')}
      description={t('how')}
      footer={
        <>
          <Button
            size="lg"
            className="mr-auto"
            icon={<FileUp aria-hidden />}
            onClick={() => void model.choose()}
          >
            {t(statement ? 'importOther' : 'import')}
          </Button>
          <Button size="lg" onClick={onClose}>
            {t('close')}
          </Button>
          {statement && payments && (
            <ConfirmButton
              statement={statement}
              payments={payments}
              onConfirm={model.confirm}
              busy={model.busy}
            />
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {model.problem && <Banner tone="danger" title={model.problem} />}
        {model.done !== null && (
          <Banner tone="success" title={t('done', { count: model.done.confirmed })}>
            {model.done.failed > 0 && t('doneFailed', { count: model.done.failed })}
          </Banner>
        )}
        {payments === undefined ? (
          <Skeleton className="h-64" />
        ) : statement ? (
          <StatementPreview statement={statement} payments={payments} onChange={model.change} />
        ) : (
          <DeclaredPayments payments={payments} />
        )}
      </div>
    </Dialog>
  )
}

interface ConfirmButtonProps {
  statement: OpenStatement
  payments: NonNullable<ReturnType<typeof useMobilePayments>>
  busy: boolean
  onConfirm: (pairings: readonly Pairing[]) => Promise<void>
}

/** Confirms what is proved, and what a person has agreed to, after a question. */
function ConfirmButton({ statement, payments, busy, onConfirm }: ConfirmButtonProps) {
  const { t } = useTranslation('mobileMoney')
  const locale = useLocale()
  const { currency } = useShop()
  const [asking, setAsking] = useState(false)
  const pairings = useMemo(() => agreedPairings(statement, payments), [statement, payments])
  if (pairings.length === 0) return null
  const total = sumMinor(pairings.map(({ payment }) => payment.amount))
  const count = pairings.length
  return (
    <>
      <Button size="lg" variant="primary" busy={busy} onClick={() => setAsking(true)}>
        {t('confirm', { count })}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('question', { count })}
        body={t('questionBody', { total: formatMoney(total, currency, locale), file: statement.fileName })}
        confirmLabel={t('confirm', { count })}
        onConfirm={() => {
          setAsking(false)
          void onConfirm(pairings)
        }}
        onCancel={() => setAsking(false)}
      />
    </>
  )
}

function agreedPairings(
  { lines, method, agreed }: OpenStatement,
  payments: ConfirmButtonProps['payments'],
): readonly Pairing[] {
  if (method === null) return []
  const match = matchStatement(lines, payments, method)
  return [...match.proved, ...match.likely.filter(({ payment }) => agreed.has(payment.paymentId))]
}
