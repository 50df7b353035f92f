import { useShop } from '@renderer/db/hooks.ts'
import { useOnHand } from '@renderer/projections/hooks.ts'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { bundlesOf } from '@shared/domain/catalogue/bundle.ts'
import { grossOf } from '@shared/domain/orders/pricing.ts'
import type { Id } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { ShoppingBasket } from 'lucide-react'
import { type MouseEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type CounterLine, netOf } from './cart.ts'
import { CartLineRow } from './cart-line-row.tsx'
import { useCounter, useCounterTools } from './counter-context.tsx'
import { useOfferedCart } from './offers-context.tsx'
import { useCartLots } from './use-cart-lots.ts'

const NO_LOTS: readonly LotShare[] = []

const ONE = quantity(1)

export function CartLines() {
  const { t } = useTranslation('counter')
  const { scanFieldRef } = useCounterTools()
  const lines = useCounter((state) => state.cart.lines)
  const selectedLineId = useCounter((state) => state.selectedLineId)
  const { locationId } = useShop()
  const { offered } = useOfferedCart()
  const offeredById = useMemo(() => new Map(offered.lines.map((line) => [line.id, line])), [offered])
  const trackedIds = useMemo(
    () => [...new Set(lines.flatMap(shelvesOf).map(({ variantId }) => variantId))],
    [lines],
  )
  const onHandById = useOnHand(trackedIds, locationId)
  const { byLine } = useCartLots()
  const takenById = useMemo(() => {
    const taken = new Map<Id, number>()
    for (const line of lines)
      for (const { variantId, quantity } of shelvesOf(line))
        taken.set(variantId, (taken.get(variantId) ?? 0) + line.quantity * quantity)
    return taken
  }, [lines])

  // A click on a line's button hands the focus back, so that Enter of the next scan cannot press it again.
  const backToScan = (event: MouseEvent): void => {
    const onButton = event.target instanceof Element && event.target.closest('button') !== null
    if (onButton && event.detail > 0) scanFieldRef.current?.focus()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: this only hands the focus back after a press by pointer
    <section
      aria-label={t('cart.label')}
      onClick={backToScan}
      className="flex min-h-0 flex-1 flex-col overflow-y-auto rounded-lg border border-rule bg-surface"
    >
      {lines.length === 0 ? (
        <EmptyState icon={<ShoppingBasket />} title={t('cart.empty')} body={t('cart.emptyHow')} />
      ) : (
        <ul aria-label={t('cart.lines')}>
          {lines.map((line) => {
            const sold = offeredById.get(line.id)
            const isKnown = line.tracked && onHandById !== undefined
            const has = (variantId: Id): number => onHandById?.get(variantId) ?? 0
            const onHand = isKnown ? bundlesOf(shelvesOf(line), has) : undefined
            const left = isKnown
              ? bundlesOf(shelvesOf(line), (id) => has(id) - (takenById.get(id) ?? 0))
              : undefined
            return (
              <CartLineRow
                key={line.id}
                line={line}
                unitPrice={sold?.unitPrice ?? line.unitPrice}
                net={sold ? minor(grossOf(sold) - sold.discount) : netOf(line)}
                discount={sold?.discount ?? line.discount}
                promotions={sold?.promotions?.map(({ name }) => name).join(' + ') ?? ''}
                priceList={sold?.priceList?.name ?? ''}
                selected={line.id === selectedLineId}
                lots={byLine.get(line.id) ?? NO_LOTS}
                onHand={onHand}
                left={left}
              />
            )
          })}
        </ul>
      )}
    </section>
  )
}

/** What a line takes from counted shelves: of its own article, or of each component of a bundle. */
function shelvesOf(line: CounterLine): readonly { readonly variantId: Id; readonly quantity: Quantity }[] {
  if (line.components) return line.components.filter(({ tracked }) => tracked)
  return line.tracked ? [{ variantId: line.variantId, quantity: ONE }] : []
}
