import { SelectField } from '@renderer/ui/select-field.tsx'
import { DELIMITERS } from '@shared/import/csv.ts'
import { ENCODINGS } from '@shared/import/decode-text.ts'
import { PRODUCT_FORMATS } from '@shared/import/product-columns.ts'
import { useTranslation } from 'react-i18next'
import type { ImportModel, Preview } from './use-import.ts'

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const MARKS = [',', '.'] as const

/** How the file was understood. Each guess can be corrected, and the figures below follow. */
export function FileReading({ model, preview }: { model: ImportModel; preview: Preview }) {
  const { t } = useTranslation('products')
  const { read, summary } = preview
  return (
    <fieldset aria-label={t('import.file.label')} className="grid grid-cols-4 gap-3">
      <SelectField
        label={t('import.file.format')}
        value={read.format}
        options={PRODUCT_FORMATS.map((format) => ({ value: format, label: t(`import.format.${format}`) }))}
        // Another format names its columns otherwise: the old mapping would be wrong for it.
        onChange={(format) => void model.overrule({ format, mapping: undefined })}
      />
      <SelectField
        label={t('import.file.encoding')}
        value={read.encoding}
        options={ENCODINGS.map((encoding) => ({ value: encoding, label: t(`import.encoding.${encoding}`) }))}
        onChange={(encoding) => void model.overrule({ encoding })}
      />
      <SelectField
        label={t('import.file.delimiter')}
        value={read.delimiter}
        options={DELIMITERS.map((delimiter) => ({
          value: delimiter,
          label: t(`import.delimiter.${DELIMITER_NAMES[delimiter]}`),
        }))}
        // Other cells, other columns: what was mapped by place no longer holds.
        onChange={(delimiter) => void model.overrule({ delimiter, mapping: undefined })}
      />
      <SelectField
        label={t('import.file.decimalMark')}
        value={summary.decimalMark}
        options={MARKS.map((mark) => ({
          value: mark,
          label: t(mark === ',' ? 'import.mark.comma' : 'import.mark.point'),
        }))}
        onChange={(decimalMark) => void model.overrule({ decimalMark })}
      />
    </fieldset>
  )
}
