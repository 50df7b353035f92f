import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { type CurrencyCode, type Minor, minor, subtractMinor } from '@shared/kernel/money.ts'
import { useTranslation } from 'react-i18next'

interface CloseReviewProps {
  counted: Minor
  expected: Minor
  currency: CurrencyCode
  explanation: string
  isAsked: boolean
  /** Another device's till: why it is closed here has to be said even when the count is right. */
  isElsewhere: boolean
  onExplain: (text: string) => void
  onEnter: () => void
}

/** What was counted beside what should be there, and room to explain a difference. */
export function CloseReview(props: CloseReviewProps) {
  const { counted, expected, currency, explanation, isAsked, isElsewhere, onExplain, onEnter } = props
  const { t } = useTranslation('till')
  const difference = subtractMinor(counted, expected)
  const row = (term: string, amount: Minor, sign = false) => (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-muted">{term}</dt>
      <dd className={sign ? 'text-2xl font-bold' : 'text-lg'}>
        <MoneyText amount={amount} currency={currency} sign={sign} />
      </dd>
    </div>
  )
  return (
    <>
      <section aria-label={t('close.review')} className="rounded-lg bg-sunken px-4 py-3">
        <dl className="flex flex-col gap-1">
          {row(t('close.counted'), counted)}
          {row(t('close.expected'), expected)}
          {row(t('close.difference'), difference, true)}
        </dl>
      </section>
      <Verdict difference={difference} currency={currency} />
      {(difference !== 0 || isElsewhere) && (
        <TextField
          label={t(isElsewhere ? 'others.why' : 'close.explanation')}
          size="lg"
          autoFocus
          required
          maxLength={500}
          value={explanation}
          error={
            isAsked && explanation.trim() === ''
              ? t(isElsewhere ? 'others.whyNeeded' : 'close.explanationNeeded')
              : null
          }
          onChange={(event) => onExplain(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            onEnter()
          }}
        />
      )}
    </>
  )
}

function Verdict({ difference, currency }: { difference: Minor; currency: CurrencyCode }) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  if (difference === 0) return <Banner tone="success" title={t('close.right')} />
  const amount = formatMoney(minor(Math.abs(difference)), currency, locale)
  return (
    <Banner tone="warning" title={t(difference < 0 ? 'close.missing' : 'close.over', { amount })}>
      {t('close.differing')}
    </Banner>
  )
}
