import { useShop } from '@renderer/db/hooks.ts'
import { getDesktop } from '@renderer/desktop/bridge.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Statement } from '@shared/domain/customers/statement.ts'
import { dayToIso } from '@shared/kernel/business-day.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileNamePart, statementFile } from './statement-file.ts'
import { useLineText } from './use-line-text.ts'

export function StatementExport({ customer, statement }: { customer: Customer; statement: Statement }) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const { currency, utcOffsetMinutes } = useShop()
  const lineText = useLineText()
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    setBusy(true)
    const { from, to } = statement.range
    const saved = await getDesktop().files.saveExport({
      suggestedName: t('statement.file', {
        name: fileNamePart(customer.name),
        from: dayToIso(from),
        to: dayToIso(to),
      }),
      content: statementFile(statement, { t, locale, currency, utcOffsetMinutes, lineText }),
      mimeType: 'text/csv',
    })
    setBusy(false)
    if (!saved.ok) toast.error(t('statement.failed'))
    else if (saved.value.saved) toast.success(t('statement.done'))
  }
  return (
    <Button size="lg" icon={<Download aria-hidden />} busy={busy} onClick={() => void save()}>
      {t('statement.download')}
    </Button>
  )
}
