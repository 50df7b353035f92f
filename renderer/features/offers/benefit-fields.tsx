import { useShop } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { PROMOTION_TYPES } from '@shared/schemas/offers.schema.ts'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OfferProblem, PromotionDraft } from './promotion-draft.ts'

interface BenefitFieldsProps {
  draft: PromotionDraft
  problems: readonly OfferProblem[]
  onChange: (changes: Partial<PromotionDraft>) => void
}

/** What is given, in one of four ways. */
export function BenefitFields({ draft, problems, onChange }: BenefitFieldsProps) {
  const { t } = useTranslation('offers')
  const { currency } = useShop()
  return (
    <>
      <Segmented
        label={t('field.type')}
        value={draft.type}
        options={PROMOTION_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        onChange={(type) => onChange({ type, ...(type === 'buy-get' && { percent: '100' }) })}
      />
      {draft.type === 'percent' && (
        <PercentField {...{ draft, problems, onChange }} label={t('field.percent')} />
      )}
      {draft.type === 'amount' && (
        <MoneyField
          label={t('field.amount')}
          hint={t('field.amountHint')}
          value={draft.amount}
          currency={currency}
          error={problems.includes('amount') ? t('problem.amount') : null}
          onChange={(amount) => onChange({ amount })}
        />
      )}
      {draft.type === 'buy-get' && (
        <div className="grid grid-cols-3 items-start gap-3">
          <QuantityField
            label={t('field.buy')}
            value={draft.buy}
            min={1}
            max={1_000}
            stepper
            onChange={(buy) => onChange({ buy })}
          />
          <QuantityField
            label={t('field.get')}
            value={draft.get}
            min={1}
            max={1_000}
            stepper
            onChange={(get) => onChange({ get })}
          />
          <PercentField {...{ draft, problems, onChange }} label={t('field.getPercent')} />
        </div>
      )}
      {draft.type === 'price-breaks' && <BreakFields {...{ draft, problems, onChange }} />}
    </>
  )
}

function PercentField({ draft, problems, onChange, label }: BenefitFieldsProps & { label: string }) {
  const { t } = useTranslation('offers')
  return (
    <TextField
      label={label}
      align="end"
      inputMode="decimal"
      suffix={<span aria-hidden>%</span>}
      value={draft.percent}
      error={problems.includes('percent') ? t('problem.percent') : null}
      onChange={(event) => onChange({ percent: event.target.value })}
    />
  )
}

const MOST_BREAKS = 10

function BreakFields({ draft: { breaks }, problems, onChange }: BenefitFieldsProps) {
  const { t } = useTranslation('offers')
  const { currency } = useShop()
  const change = (at: number, changes: Partial<PromotionDraft['breaks'][number]>): void =>
    onChange({ breaks: breaks.map((one, index) => (index === at ? { ...one, ...changes } : one)) })
  return (
    <div className="flex flex-col gap-2">
      {breaks.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the list
        <div key={at} className="grid grid-cols-[1fr_1fr_auto] items-end gap-3">
          <QuantityField
            label={t('field.breakFrom', { step: at + 1 })}
            value={one.from}
            min={1}
            stepper
            onChange={(from) => change(at, { from })}
          />
          <MoneyField
            label={t('field.breakPrice', { step: at + 1 })}
            value={one.price}
            currency={currency}
            error={problems.includes('breaks') && one.price === null ? t('problem.breaks') : null}
            onChange={(price) => change(at, { price })}
          />
          <IconButton
            label={t('field.breakRemove', { step: at + 1 })}
            icon={<Trash2 aria-hidden />}
            disabled={breaks.length === 1}
            onClick={() => onChange({ breaks: breaks.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <Button
        icon={<Plus aria-hidden />}
        className="self-start"
        disabled={breaks.length >= MOST_BREAKS}
        onClick={() =>
          onChange({ breaks: [...breaks, { from: (breaks.at(-1)?.from ?? 1) * 2, price: null }] })
        }
      >
        {t('field.breakAdd')}
      </Button>
    </div>
  )
}
