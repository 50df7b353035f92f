import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import {
  matchStatement,
  type Pairing,
  type StatementLine,
  type StatementMatch,
} from '@shared/domain/payments/match-statement.ts'
import { MOBILE_METHODS, type MobilePayment } from '@shared/domain/payments/mobile-money.ts'
import type { StatementProblem } from '@shared/import/statement-import.ts'
import { sumMinor } from '@shared/kernel/money.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainTable } from '../orders/public.ts'
import { MOST_SHOWN, More, PaymentTable, ReceiptLink } from './declared-payments.tsx'
import type { OpenStatement } from './use-statement.ts'

interface StatementPreviewProps {
  statement: OpenStatement
  payments: readonly MobilePayment[]
  onChange: (
    changes: Partial<Pick<OpenStatement, 'agreed'>> & { method?: (typeof MOBILE_METHODS)[number] },
  ) => void
}

/** What the statement says beside what was declared, before anything is written. */
export function StatementPreview({ statement, payments, onChange }: StatementPreviewProps) {
  const { t } = useTranslation(['mobileMoney', 'orders'])
  const { lines, method, fileName, passedOver, rejected } = statement
  const match = useMemo(
    () => (method === null ? null : matchStatement(lines, payments, method)),
    [lines, payments, method],
  )
  return (
    <>
      <div className="flex flex-wrap items-end gap-4">
        <Segmented
          size="lg"
          label={t('mobileMoney:operator')}
          // An empty choice: nothing is compared before somebody has said whose statement it is.
          value={method ?? ''}
          options={MOBILE_METHODS.map((value) => ({
            value: value as string,
            label: t(`orders:method.${value}`),
          }))}
          onChange={(value) => {
            const chosen = MOBILE_METHODS.find((one) => one === value)
            if (chosen) onChange({ method: chosen, agreed: new Set() })
          }}
        />
        <p role="status" className="pb-2 text-ink-muted">
          {t('mobileMoney:read', { file: fileName, count: lines.length, passedOver })}
        </p>
      </div>
      {match === null ? (
        <Banner tone="info" title={t('mobileMoney:chooseOperator')} />
      ) : (
        <Lists match={match} agreed={statement.agreed} onAgree={(agreed) => onChange({ agreed })} />
      )}
      {rejected.length > 0 && <RejectedRows rejected={rejected} />}
    </>
  )
}

interface ListsProps {
  match: StatementMatch
  agreed: OpenStatement['agreed']
  onAgree: (agreed: OpenStatement['agreed']) => void
}

/** What needs a person comes before what needs nobody. */
function Lists({ match, agreed, onAgree }: ListsProps) {
  const { t } = useTranslation('mobileMoney')
  const reused = match.reused.flatMap(({ line, payments }) => payments.map((payment) => ({ line, payment })))
  return (
    <>
      <Section list="proved" pairings={match.proved} />
      <LikelyPairings pairings={match.likely} agreed={agreed} onAgree={onAgree} />
      <Section list="differing" pairings={match.differing} isWarning />
      <Section list="reused" pairings={reused} isWarning />
      <Section list="contrary" pairings={match.contrary} isWarning />
      {match.missing.length > 0 && (
        <section className="flex flex-col gap-1">
          <Banner tone="warning" title={t('list.missing.title', { count: match.missing.length })}>
            {t('list.missing.how')}
          </Banner>
          <PaymentTable label={t('list.missing.label')} payments={match.missing} />
        </section>
      )}
      <LineSection list="unmatched" lines={match.unmatched} />
      <LineSection list="repeated" lines={match.repeated} />
      {match.known.length > 0 && <p>{t('list.known', { count: match.known.length })}</p>}
    </>
  )
}

type PairingList = 'proved' | 'differing' | 'reused' | 'contrary'

function Section({
  list,
  pairings,
  isWarning = false,
}: {
  list: PairingList
  pairings: readonly Pairing[]
  isWarning?: boolean
}) {
  const { t } = useTranslation('mobileMoney')
  const locale = useLocale()
  const { currency } = useShop()
  if (pairings.length === 0) return null
  const total = formatMoney(sumMinor(pairings.map(({ payment }) => payment.amount)), currency, locale)
  return (
    <section className="flex flex-col gap-1">
      <Banner
        tone={isWarning ? 'warning' : 'success'}
        title={t(`list.${list}.title`, { count: pairings.length, total })}
      >
        {t(`list.${list}.how`)}
      </Banner>
      <PairingTable label={t(`list.${list}.label`)} pairings={pairings} />
    </section>
  )
}

function PairingTable({ label, pairings }: { label: string; pairings: readonly Pairing[] }) {
  const { t } = useTranslation('mobileMoney')
  return (
    <>
      <PlainTable
        label={label}
        hideLabel
        head={[
          t('column.receipt'),
          t('column.at'),
          t('column.reference'),
          t('column.declared'),
          t('column.received'),
        ]}
        endFrom={3}
        empty=""
        rows={pairings.slice(0, MOST_SHOWN).map(({ line, payment }) => ({
          key: `${line.row}-${payment.paymentId}`,
          cells: [
            <ReceiptLink key="receipt" payment={payment} />,
            <DateTimeText key="at" at={payment.at} />,
            line.reference,
            <MoneyText key="declared" amount={payment.amount} currency={payment.currency} />,
            <MoneyText key="received" amount={line.amount} currency={payment.currency} />,
          ],
        }))}
      />
      <More count={pairings.length - MOST_SHOWN} />
    </>
  )
}

function LikelyPairings({
  pairings,
  agreed,
  onAgree,
}: { pairings: readonly Pairing[] } & Pick<ListsProps, 'agreed' | 'onAgree'>) {
  const { t } = useTranslation('mobileMoney')
  const locale = useLocale()
  if (pairings.length === 0) return null
  const toggle = ({ paymentId }: MobilePayment, isAgreed: boolean): void => {
    const next = new Set(agreed)
    if (isAgreed) next.add(paymentId)
    else next.delete(paymentId)
    onAgree(next)
  }
  return (
    <section className="flex flex-col gap-1">
      <Banner tone="info" title={t('list.likely.title', { count: pairings.length })}>
        {t('list.likely.how')}
      </Banner>
      {pairings.slice(0, MOST_SHOWN).map(({ line, payment }) => (
        <Checkbox
          key={payment.paymentId}
          label={t('list.likely.agree', {
            number: payment.number,
            amount: formatMoney(payment.amount, payment.currency, locale),
            reference: line.reference,
          })}
          checked={agreed.has(payment.paymentId)}
          onChange={(isAgreed) => toggle(payment, isAgreed)}
        />
      ))}
      <More count={pairings.length - MOST_SHOWN} />
    </section>
  )
}

function LineSection({ list, lines }: { list: 'unmatched' | 'repeated'; lines: readonly StatementLine[] }) {
  const { t } = useTranslation('mobileMoney')
  const { currency } = useShop()
  if (lines.length === 0) return null
  return (
    <section className="flex flex-col gap-1">
      <Banner tone="info" title={t(`list.${list}.title`, { count: lines.length })}>
        {t(`list.${list}.how`)}
      </Banner>
      <PlainTable
        label={t(`list.${list}.label`)}
        hideLabel
        head={[t('column.row'), t('column.at'), t('column.reference'), t('column.received')]}
        endFrom={3}
        empty=""
        rows={lines.slice(0, MOST_SHOWN).map((line) => ({
          key: String(line.row),
          cells: [
            line.row,
            line.at === null ? '–' : <DateTimeText key="at" at={line.at} />,
            line.reference,
            <MoneyText key="amount" amount={line.amount} currency={currency} />,
          ],
        }))}
      />
      <More count={lines.length - MOST_SHOWN} />
    </section>
  )
}

/** Rows of the file that could not be read, and why. */
function RejectedRows({ rejected }: Pick<OpenStatement, 'rejected'>) {
  const { t } = useTranslation('mobileMoney')
  const reasonOf = ({ code }: StatementProblem): string => t(`rejected.reason.${code}`)
  return (
    <section className="flex flex-col gap-1">
      <Banner tone="warning" title={t('rejected.title', { count: rejected.length })}>
        {t('rejected.how')}
      </Banner>
      <ul aria-label={t('rejected.label')} className="list-inside list-disc">
        {rejected.slice(0, MOST_SHOWN).map(({ row, problem }) => (
          <li key={row}>{t('rejected.row', { row, reason: reasonOf(problem) })}</li>
        ))}
      </ul>
      <More count={rejected.length - MOST_SHOWN} />
    </section>
  )
}
