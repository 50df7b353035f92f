import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import { useTranslation } from 'react-i18next'

export interface Refund {
  readonly method: PaymentMethod
  readonly reference: string
}

const METHODS = ['cash', 'orange-money', 'wave', 'card', 'credit', 'other'] as const
/** Money that leaves by an operator is found again by its reference alone. */
const NEEDS_REFERENCE = new Set<PaymentMethod>(['orange-money', 'wave'])

export const lacksReference = ({ method, reference }: Refund): boolean =>
  NEEDS_REFERENCE.has(method) && reference.trim() === ''

const WITH_REFERENCE = new Set<PaymentMethod>(['orange-money', 'wave', 'card', 'other'])

interface RefundFieldsProps {
  label: string
  value: Refund
  onChange: (refund: Refund) => void
  /** Without a customer nothing can be put on an account. */
  hasCustomer: boolean
  /** Says why it is not enough yet. */
  referenceError?: string | null
}

/** How money goes back, and the operator's reference where there is one. */
export function RefundFields({
  label,
  value,
  onChange,
  hasCustomer,
  referenceError = null,
}: RefundFieldsProps) {
  const { t } = useTranslation('orders')
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField
        label={label}
        size="lg"
        value={value.method}
        options={METHODS.filter((method) => hasCustomer || method !== 'credit').map((method) => ({
          value: method,
          label: t(`method.${method}`),
        }))}
        onChange={(method) => onChange({ method, reference: '' })}
      />
      {WITH_REFERENCE.has(value.method) && (
        <TextField
          label={t('refund.reference')}
          size="lg"
          maxLength={120}
          error={referenceError}
          value={value.reference}
          onChange={(event) => onChange({ ...value, reference: event.target.value })}
        />
      )}
    </div>
  )
}
