import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { BarcodeBars } from '@renderer/ui/barcode.tsx'
import { barcodeOf } from '@shared/barcode/barcode.ts'
import { fitBarcode } from '@shared/barcode/fit-barcode.ts'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'

/*
 * The lines of a slip, in black on white whatever the theme. Styled by classes alone: this very element is what is printed.
 * `data-paper` says what kind of line each is, for printers that know no styles (`readPaper`).
 */

interface PaperProps {
  label: string
  children: ReactNode
  ref?: Ref<HTMLElement> | undefined
}

/** 80 mm of paper. */
export function Paper({ label, children, ref }: PaperProps) {
  return (
    <article
      ref={ref}
      aria-label={label}
      className="w-[80mm] max-w-full bg-[white] p-[5mm] text-xs leading-4 text-[black] tabular-nums"
    >
      {children}
    </article>
  )
}

export function PaperHead({ duplicate }: { duplicate: boolean }) {
  const { t } = useTranslation('orders')
  const shop = useShop()
  const profile = useSettings('shop-profile')?.[0]?.value
  const address = [profile?.address.line1, profile?.address.line2, profile?.address.city]
    .filter(Boolean)
    .join(', ')
  return (
    <header data-center className="flex flex-col items-center text-center">
      <p data-paper="title" className="max-w-full break-words text-base font-bold">
        {profile?.name ?? shop.name}
      </p>
      {address !== '' && <p>{address}</p>}
      {profile?.phone && <p>{t('receipt.phone', { phone: profile.phone })}</p>}
      {duplicate && (
        <p data-paper="stamp" className="mt-1 border border-[black] px-2 font-bold">
          {t('receipt.duplicate')}
        </p>
      )}
    </header>
  )
}

/** What kind of slip it is. */
export const PaperTitle = ({ children }: { children: ReactNode }) => (
  <p data-paper="title" className="mt-2 text-center text-base font-bold">
    {children}
  </p>
)

export function PaperFoot() {
  const { t } = useTranslation('orders')
  const profile = useSettings('shop-profile')?.[0]?.value
  return (
    <footer data-center className="mt-3 whitespace-pre-line text-center">
      {profile?.receiptFooter ? profile.receiptFooter : t('receipt.thanks')}
    </footer>
  )
}

export const Rule = () => (
  <div aria-hidden data-paper="rule" className="my-2 border-t border-dashed border-[black]" />
)

export function Pair({ term, value, strong = false }: { term: string; value: string; strong?: boolean }) {
  return (
    <p
      data-paper="pair"
      data-strong={strong || undefined}
      className={
        strong ? 'flex justify-between gap-3 text-base font-bold leading-6' : 'flex justify-between gap-3'
      }
    >
      <span>{term}</span>
      <span className="text-right">{value}</span>
    </p>
  )
}

/** Between the edges of the slip. */
const ROOM_MM = 70

/** A number as bars, so that the slip is found again by a scan. */
export function PaperCode({ text }: { text: string }) {
  const barcode = barcodeOf(text)
  const moduleMm = barcode && fitBarcode(barcode, ROOM_MM)
  if (barcode === null || moduleMm === null) return null
  return (
    <div data-paper="code" className="mt-3 flex flex-col items-center">
      <BarcodeBars barcode={barcode} moduleMm={moduleMm} className="h-[10mm] max-w-full" />
      <span>{barcode.text}</span>
    </div>
  )
}
