import { SelectField } from '@renderer/ui/select-field.tsx'
import { type ColumnMapping, PRODUCT_COLUMNS, type ProductColumn } from '@shared/import/product-columns.ts'
import { useTranslation } from 'react-i18next'
import type { ImportModel, Preview } from './use-import.ts'

interface MappingEditorProps {
  model: ImportModel
  preview: Preview
  /** A file of no known program is mapped by its names alone: the person should have a look. */
  startOpen: boolean
}

const NONE = ''

/** Which column of the file is which of ours, with what stands in its first row. */
export function MappingEditor({ model, preview, startOpen }: MappingEditorProps) {
  const { t } = useTranslation('products')
  const { header, mapping, sample } = preview.read
  const choose = (index: number, column: ProductColumn | undefined): void => {
    const next: ColumnMapping = {}
    for (const known of PRODUCT_COLUMNS) {
      const at = mapping[known]
      if (at !== undefined && at !== index && known !== column) next[known] = at
    }
    if (column) next[column] = index
    void model.overrule({ mapping: next })
  }
  const options = [
    { value: NONE, label: t('import.mapping.ignored') },
    ...PRODUCT_COLUMNS.map((column) => ({ value: String(column), label: t(`import.column.${column}`) })),
  ]
  return (
    <details open={startOpen} className="rounded-md border border-rule">
      <summary className="px-3 py-2 font-medium">{t('import.mapping.title')}</summary>
      <table aria-label={t('import.mapping.title')} className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-y border-rule bg-sunken text-left text-xs text-ink-muted">
            <th scope="col" className="px-3 py-1.5 font-medium">
              {t('import.mapping.inFile')}
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              {t('import.mapping.example')}
            </th>
            <th scope="col" className="w-64 px-3 py-1.5 font-medium">
              {t('import.mapping.meaning')}
            </th>
          </tr>
        </thead>
        <tbody>
          {header.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may repeat a column's name; its place is what it is
            <tr key={index} className="border-b border-rule last:border-b-0">
              <th scope="row" className="px-3 py-1 text-left font-medium">
                {name}
              </th>
              <td className="max-w-72 truncate px-3 py-1 text-ink-muted">
                {sample.map((cells) => cells[index] ?? '').find((cell) => cell !== '') ?? ''}
              </td>
              <td className="px-3 py-1">
                <SelectField
                  label={t('import.mapping.of', { name })}
                  hideLabel
                  size="sm"
                  value={PRODUCT_COLUMNS.find((column) => mapping[column] === index) ?? NONE}
                  options={options}
                  onChange={(chosen) =>
                    choose(
                      index,
                      PRODUCT_COLUMNS.find((column) => column === chosen),
                    )
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
