import { useShop } from '@renderer/db/hooks.ts'
import { componentsText } from '@renderer/i18n/components-text.ts'
import { formatMeasure, formatMoney, formatPercent } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { cx } from '@renderer/ui/class-names.ts'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import type { Minor } from '@shared/kernel/money.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { BadgePercent, StickyNote, Tag, TriangleAlert, X } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CounterLine } from './cart.ts'
import { useCounter } from './counter-context.tsx'
import { LineLots } from './line-lots.tsx'
import { LineQuantity } from './line-quantity.tsx'
import { useDiscountDialog } from './use-discount-dialog.ts'
import { useRemoveLine } from './use-remove-line.ts'

interface CartLineRowProps {
  line: CounterLine
  selected: boolean
  /** As it would be sold now: at the customer's prices, less what was taken off by whom or what. */
  unitPrice: Minor
  net: Minor
  discount: Minor
  promotions: string
  priceList: string
  /** On hand now, or undefined when it is not counted or not known yet. */
  onHand: number | undefined
  /** On hand after this cart is sold, over all its lines of the same article. */
  left: number | undefined
  /** Which lots or pieces it would be now. */
  lots: readonly LotShare[]
}

export const CartLineRow = memo(function CartLineRow({ selected, net, ...text }: CartLineRowProps) {
  const { line } = text
  const { t } = useTranslation('counter')
  const { currency } = useShop()
  const select = useCounter((state) => state.select)
  const open = useCounter((state) => state.open)
  const removeLine = useRemoveLine()
  const openDiscount = useDiscountDialog()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  return (
    <li
      ref={row}
      aria-current={selected || undefined}
      onFocus={() => select(line.id)}
      onPointerDown={() => select(line.id)}
      className={cx(
        'grid grid-cols-[minmax(0,1fr)_auto_7.5rem_auto] items-center gap-x-3 border-b border-l-4 border-b-rule py-1.5 pr-2 pl-3',
        selected ? 'border-l-accent bg-hover' : 'border-l-transparent',
      )}
    >
      <LineText {...text} />
      <LineQuantity line={line} />
      <span className="text-right text-base font-semibold">
        <MoneyText amount={net} currency={currency} />
      </span>
      <span className="flex">
        <IconButton
          size="lg"
          label={t('line.discountOf', { name: line.name })}
          icon={<BadgePercent aria-hidden />}
          onClick={() => openDiscount(line.id)}
        />
        <IconButton
          size="lg"
          label={t('line.noteOf', { name: line.name })}
          icon={<StickyNote aria-hidden />}
          onClick={() => open({ type: 'note', lineId: line.id })}
        />
        <IconButton
          size="lg"
          label={t('line.remove', { name: line.name })}
          icon={<X aria-hidden />}
          onClick={() => removeLine(line.id)}
        />
      </span>
    </li>
  )
})

function LineText(props: Omit<CartLineRowProps, 'selected' | 'net'>) {
  const { line, unitPrice, discount, promotions, priceList, onHand, left, lots } = props
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  return (
    <div className="min-w-0">
      <p className="truncate font-medium">{line.name}</p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted">
        <span className="tabular-nums">
          {line.pricePer === 1
            ? t(`unitPrice.${line.unit}`, { price: formatMoney(unitPrice, currency, locale) })
            : `${formatMoney(unitPrice, currency, locale)} / ${formatMeasure(line.pricePer, line.unit, locale)}`}
        </span>
        {priceList !== '' && <Badge tone="info">{priceList}</Badge>}
        {promotions !== '' && (
          <span className="max-w-full overflow-hidden">
            <Badge tone="success" icon={<Tag aria-hidden />}>
              {t('line.promoted', { name: promotions, amount: formatMoney(discount, currency, locale) })}
            </Badge>
          </span>
        )}
        {promotions === '' && discount > 0 && (
          <Badge tone="info">
            {t('line.discounted', {
              amount: formatMoney(discount, currency, locale),
              rate:
                line.discountRate === null ? '' : ` (${formatPercent(line.discountRate / 10_000, locale)})`,
            })}
          </Badge>
        )}
        {onHand !== undefined && left !== undefined && left >= 0 && (
          <span className="tabular-nums">
            {t('stock.onHand', { quantity: formatMeasure(onHand, line.unit, locale) })}
          </span>
        )}
        {onHand !== undefined && left !== undefined && left < 0 && (
          <Badge tone="warning" icon={<TriangleAlert aria-hidden />}>
            {t('stock.short', {
              quantity: formatMeasure(onHand, line.unit, locale),
              missing: formatMeasure(-left, line.unit, locale),
            })}
          </Badge>
        )}
        <LineLots line={line} lots={lots} />
        {line.note !== '' && <span className="italic">{line.note}</span>}
      </p>
      {line.components && (
        <p className="truncate text-xs text-ink-muted">{componentsText(line.components, 1, locale)}</p>
      )}
    </div>
  )
}
