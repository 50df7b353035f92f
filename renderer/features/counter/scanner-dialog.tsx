import { useCan, useShop } from '@renderer/db/hooks.ts'
import { formatMeasure, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { DescriptionList } from '@renderer/ui/description-list.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import type { ScaleLabel } from '@shared/domain/catalogue/scale-label.ts'
import { minor } from '@shared/kernel/money.ts'
import { ScanBarcode } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCounter } from './counter-context.tsx'
import { type ScanTest, useScanProbe } from './use-scan-probe.ts'

/** Shows what the scanner sends and what to do when it is set wrong. What is scanned here is not sold. */
export function ScannerDialog() {
  const { t } = useTranslation('counter')
  const close = useCounter((state) => state.close)
  const open = useCounter((state) => state.open)
  const mayEdit = useCan('settings.edit')
  const test = useScanProbe()
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t('scanner.title')}
      description={t('scanner.how')}
      footer={
        <>
          {mayEdit && (
            <Button size="lg" className="mr-auto" onClick={() => open({ type: 'scale-labels' })}>
              {t('scale.title')}
            </Button>
          )}
          <Button size="lg" onClick={close}>
            {t('scanner.close')}
          </Button>
        </>
      }
    >
      <div aria-live="polite" className="flex flex-col gap-3">
        {test ? (
          <>
            <Verdict test={test} />
            <Figures test={test} />
          </>
        ) : (
          <EmptyState icon={<ScanBarcode />} title={t('scanner.waiting')} body={t('scanner.waitingHow')} />
        )}
      </div>
    </Dialog>
  )
}

function Verdict({ test: { reading, finding } }: { test: ScanTest }) {
  const { t } = useTranslation('counter')
  const isWell = reading.faults.length === 0 && !finding?.trimmed
  return (
    <>
      {isWell && (
        <Banner tone="success" title={t('scanner.well')}>
          {t('scanner.wellHow')}
        </Banner>
      )}
      {reading.faults.map((fault) => (
        <Banner key={fault} tone="warning" title={t(`scanner.fault.${fault}`)}>
          {t(`scanner.todo.${fault}`)}
        </Banner>
      ))}
      {finding?.trimmed && (
        <Banner tone="warning" title={t('scanner.added')}>
          {t('scanner.addedHow', {
            prefix: finding.trimmed.prefix || '—',
            suffix: finding.trimmed.suffix || '—',
          })}
        </Banner>
      )}
    </>
  )
}

function Figures({ test: { reading, finding } }: { test: ScanTest }) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const labelText = ({ holds, value }: ScaleLabel): string =>
    holds === 'weight' ? formatMeasure(value, 'gram', locale) : formatMoney(minor(value), currency, locale)
  const names = finding?.variants.map(({ name }) => name).join(', ')
  const found =
    finding === undefined
      ? t('scanner.looking')
      : finding === null
        ? t('scanner.noCatalogue')
        : names || t('scanner.unknown')
  return (
    <DescriptionList
      items={[
        { term: t('scanner.finds'), value: <strong>{found}</strong> },
        ...(finding?.label ? [{ term: t('scanner.scaleLabel'), value: labelText(finding.label) }] : []),
        { term: t('scanner.characters'), value: <code>{reading.typed}</code> },
        {
          term: t('scanner.code'),
          value: t('scanner.codeOf', { code: reading.code, count: reading.code.length }),
        },
        { term: t('scanner.symbology'), value: reading.symbology || t('scanner.nothing') },
        { term: t('scanner.end'), value: t(`scanner.ends.${reading.end}`) },
        {
          term: t('scanner.speed'),
          value: t('scanner.speedOf', {
            mean: Math.round(reading.meanGapMs),
            longest: Math.round(reading.longestGapMs),
          }),
        },
      ]}
    />
  )
}
