import type { TransferView } from '@renderer/projections/projections.ts'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { TransferStep } from '@shared/domain/stock/transfer-progress.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useTranslation } from 'react-i18next'
import { reasonName } from './reason-name.ts'
import { usePlaceName } from './use-place-name.ts'

const CELL = 'px-2 py-1'
const HEAD = `${CELL} text-left text-xs font-medium text-ink-muted`
const FIGURES = ['sent', 'received', 'returned', 'settled', 'left'] as const

interface TransferContentProps {
  transfer: TransferView
  nameOf: (variantId: Id) => string
}

export function TransferContent({ transfer, nameOf }: TransferContentProps) {
  const { t } = useTranslation('transfers')
  return (
    <>
      {transfer.note !== '' && <p>{transfer.note}</p>}
      <table aria-label={t('sheet.lines')} className="w-full table-fixed border-collapse text-sm">
        <thead>
          <tr className="border-b border-rule bg-sunken">
            <th scope="col" className={HEAD}>
              {t('sheet.product')}
            </th>
            {FIGURES.map((figure) => (
              <th key={figure} scope="col" className={`${HEAD} w-24 text-right`}>
                {t(`sheet.${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {transfer.lines.map((line) => (
            <tr key={line.variantId} className="border-b border-rule">
              <th scope="row" className={`${CELL} text-left font-medium`}>
                {nameOf(line.variantId)}
              </th>
              {FIGURES.map((figure) => (
                <td
                  key={figure}
                  className={`${CELL} text-right ${figure === 'left' && line.left !== 0 ? 'font-semibold text-warning-ink' : ''}`}
                >
                  <QuantityText value={line[figure]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t('sheet.steps')}</h3>
        {transfer.steps.length === 0 && <p className="text-ink-muted">{t('sheet.noSteps')}</p>}
        <ul className="flex flex-col gap-1">
          {transfer.steps.map((step) => (
            <li key={step.documentId} className="flex flex-wrap items-baseline gap-3">
              <DateTimeText at={step.at} />
              <StepText step={step} />
              <QuantityText value={step.units.reduce((sum, one) => sum + one.quantity, 0)} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function StepText({ step }: { step: TransferStep }) {
  const { t } = useTranslation('transfers')
  const { t: tStock } = useTranslation('stock')
  const placeName = usePlaceName()
  return (
    <span className="font-medium">
      {step.toLocationId === null
        ? t('sheet.settle', { reason: reasonName(tStock, step.reason) })
        : t('sheet.receipt', { location: placeName(step.toLocationId) })}
    </span>
  )
}
