import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { BarcodeBars } from '@renderer/ui/barcode.tsx'
import { barcodeOf } from '@shared/barcode/barcode.ts'
import { fitBarcode } from '@shared/barcode/fit-barcode.ts'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { LABEL_SIZES, type LabelSize } from './label-sizes.ts'

interface LabelSheetsProps {
  sheets: readonly (readonly (CatalogueVariant | null)[])[]
  size: LabelSize
  ref: Ref<HTMLElement>
}

/** A4 pages of labels, in black on white whatever the theme. Styled by classes alone: this very element is what is printed. */
export function LabelSheets({ sheets, size, ref }: LabelSheetsProps) {
  const { t } = useTranslation('labels')
  return (
    <article ref={ref} aria-label={t('sheets')} className="w-[210mm] bg-[white] text-[black]">
      {sheets.map((labels, sheet) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is known by its place alone
          key={sheet}
          className={`grid h-[296.5mm] w-[210mm] break-after-page overflow-hidden last:break-after-auto ${LABEL_SIZES[size].page}`}
        >
          {labels.map((variant, place) =>
            variant === null ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: so is a label on its sheet
              <span key={place} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: so is a label on its sheet
              <Label key={place} variant={variant} size={size} />
            ),
          )}
        </div>
      ))}
    </article>
  )
}

/** What a scanner finds the article by: its barcode, else its own reference. */
export const codeOf = ({ barcodes, sku }: Pick<CatalogueVariant, 'barcodes' | 'sku'>): string =>
  barcodes[0] ?? sku

function Label({ variant, size }: { variant: CatalogueVariant; size: LabelSize }) {
  const locale = useLocale()
  const { label, price, bars, roomMm } = LABEL_SIZES[size]
  const code = codeOf(variant)
  const barcode = barcodeOf(code)
  const moduleMm = barcode && fitBarcode(barcode, roomMm)
  return (
    <div className={`flex min-w-0 flex-col items-center justify-center overflow-hidden text-center ${label}`}>
      <p className="line-clamp-2 w-full break-words font-medium">{variant.name}</p>
      {variant.price !== null && (
        <p className={`whitespace-nowrap font-bold tabular-nums ${price}`}>
          {formatMoney(variant.price, variant.currency, locale)}
        </p>
      )}
      {barcode && moduleMm !== null && (
        <BarcodeBars barcode={barcode} moduleMm={moduleMm} className={`shrink-0 ${bars}`} />
      )}
      {code !== '' && (
        <p className="w-full truncate text-[7pt] leading-[3mm] tabular-nums">{barcode?.text ?? code}</p>
      )}
    </div>
  )
}
