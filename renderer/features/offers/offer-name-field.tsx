import { TextField } from '@renderer/ui/text-field.tsx'
import { useTranslation } from 'react-i18next'

interface OfferNameFieldProps {
  name: string
  isMissing: boolean
  onChange: (name: string) => void
}

export function OfferNameField({ name, isMissing, onChange }: OfferNameFieldProps) {
  const { t } = useTranslation('offers')
  return (
    <TextField
      label={t('field.name')}
      hint={t('field.nameHint')}
      required
      autoFocus
      maxLength={60}
      value={name}
      error={isMissing ? t('problem.name') : null}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
