import { TextField, type TextFieldProps } from '@renderer/ui/text-field.tsx'
import { useParsedText } from '@renderer/ui/use-parsed-text.ts'
import { looksLikeBarcode } from '@shared/kernel/barcode-shape.ts'
import { MAX_QUANTITY, type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

interface OptionalQuantityFieldProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'type' | 'align'> {
  value: Quantity | null
  onChange: (value: Quantity | null) => void
  onValidityChange?: ((valid: boolean) => void) | undefined
}

function readQuantity(text: string): Quantity | null | undefined {
  const plain = text.replace(/[\s\u202f\u00a0]/g, '')
  if (plain === '') return null
  if (!/^\d{1,10}$/.test(plain) || Number(plain) > MAX_QUANTITY) return undefined
  return quantity(Number(plain))
}

/** A whole number that may be left empty. */
export function OptionalQuantityField({
  value,
  onChange,
  onValidityChange,
  ...field
}: OptionalQuantityFieldProps) {
  const { t } = useTranslation('common')
  const { text, setText, tidy } = useParsedText<Quantity | null>({
    value,
    write: (shown) => (shown === null ? '' : String(shown)),
    read: readQuantity,
  })
  const isCode = looksLikeBarcode(text)
  const valid = !isCode && readQuantity(text) !== undefined
  useEffect(() => onValidityChange?.(valid), [valid, onValidityChange])
  return (
    <TextField
      {...field}
      inputMode="numeric"
      align="end"
      value={text}
      error={valid ? field.error : t(isCode ? 'ui.looksLikeCode' : 'ui.notInteger')}
      onChange={(event) => {
        setText(event.target.value)
        const read = readQuantity(event.target.value)
        if (read !== undefined && read !== value && !looksLikeBarcode(event.target.value)) onChange(read)
      }}
      onBlur={tidy}
    />
  )
}
