import { useShop, useStore } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { type PriceDoubt, priceDoubt, usualPriceOf } from '@shared/domain/orders/usual-price.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LineTerms } from './catalogue-lookup.ts'
import { useCounter, useCounterTools } from './counter-context.tsx'

interface Offer {
  /** Adds the article on these terms; asks first when nothing or far more than usual would be paid for it. */
  readonly offer: (terms: LineTerms) => void
  readonly question: ReactNode
}

/** The last word before an article with a typed price is in the cart. */
export function useOffer(variant: CatalogueVariant): Offer {
  const { session } = useCounterTools()
  const answered = useCounter((state) => state.answered)
  const usual = useUsualPrice(variant)
  const [asking, setAsking] = useState<{ terms: LineTerms; doubt: PriceDoubt } | null>(null)
  const add = (terms: LineTerms): void => {
    answered()
    session.addAt(variant, terms)
  }
  return {
    offer(terms) {
      const doubt = priceDoubt(terms.unitPrice, usual)
      if (doubt) setAsking({ terms, doubt })
      else add(terms)
    },
    question: asking && (
      <PriceQuestion
        name={variant.name}
        price={asking.terms.unitPrice}
        doubt={asking.doubt}
        onConfirm={() => add(asking.terms)}
        onCancel={() => setAsking(null)}
      />
    ),
  }
}

interface PriceQuestionProps {
  name: string
  price: Minor
  doubt: PriceDoubt
  onConfirm: () => void
  onCancel: () => void
}

export function PriceQuestion({ name, price, doubt, onConfirm, onCancel }: PriceQuestionProps) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const money = (amount: Minor): string => formatMoney(amount, currency, locale)
  const isFree = doubt.type === 'Free'
  return (
    <ConfirmDialog
      open
      title={isFree ? t('doubt.freeTitle', { name }) : t('doubt.farTitle', { price: money(price) })}
      body={isFree ? t('doubt.freeBody') : t('doubt.farBody', { name, usual: money(doubt.usual) })}
      confirmLabel={t(isFree ? 'doubt.freeConfirm' : 'doubt.farConfirm')}
      cancelLabel={t(isFree ? 'doubt.freeBack' : 'doubt.farBack')}
      onConfirm={onConfirm}
      onCancel={onCancel}
    />
  )
}

const RECENT_ORDERS = 200

/** What an article without a fixed price usually costs here, from the last sales; null while or when nobody knows. */
function useUsualPrice({ variantId, pricePer, price }: CatalogueVariant): Minor | null {
  const db = useStore()
  const [usual, setUsual] = useState<Minor | null>(null)
  const isOpen = price === null
  useEffect(() => {
    if (!isOpen) return
    let isLeft = false
    db.findMany('orders', { selector: {}, sort: ['placedInv'], limit: RECENT_ORDERS })
      .then((orders) => !isLeft && setUsual(usualPriceOf(orders, { variantId, pricePer })))
      .catch(() => undefined) // the store is busy: the sale does not wait for a hint
    return () => {
      isLeft = true
    }
  }, [db, variantId, pricePer, isOpen])
  return usual
}
