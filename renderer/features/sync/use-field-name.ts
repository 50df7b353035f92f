import { isId } from '@shared/kernel/id.ts'
import { useTranslation } from 'react-i18next'
import { sync } from '../../i18n/locales/en/sync.ts'

type FieldKey = keyof typeof sync.field

const isFieldKey = (name: string): name is FieldKey => Object.hasOwn(sync.field, name)

/** A path in words, e.g. `variants › price`; ids and positions are left out. */
export function useFieldName(): (path: readonly string[]) => string {
  const { t } = useTranslation('sync')
  return (path) =>
    path
      .filter((step) => !isId(step))
      .map((step) =>
        isFieldKey(step) ? t(`field.${step}`) : /^\d+$/.test(step) ? String(Number(step) + 1) : step,
      )
      .join(' › ')
}
