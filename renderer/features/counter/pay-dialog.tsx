import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KnownReference, useKnownPayment } from '../mobile-money/public.ts'
import { useCounter } from './counter-context.tsx'
import { ExchangeQuestion } from './exchange-row.tsx'
import { ExpiredNotice } from './expired-notice.tsx'
import { useOfferedCart } from './offers-context.tsx'
import { SaleFailure, type SaleFailureCause } from './sale-failure.tsx'
import { dropTaken, problemOf, startPlan, type TenderPlan, takeCurrent, withTotal } from './tender.ts'
import { TenderFields, TenderMethod } from './tender-fields.tsx'
import { TenderTotals } from './tender-totals.tsx'
import { useCartLots } from './use-cart-lots.ts'
import { useCompleteSale } from './use-complete-sale.ts'
import { useCreditProblem } from './use-credit-problem.ts'
import { useDiscountLimit } from './use-discount-limit.ts'
import { useExchangeTerms } from './use-exchange.ts'

/** Taking the money. Only the last button, or F10, ends the sale: Enter in a field confirms the amount and no more. */
export function PayDialog({ start }: { start: TenderPlan | null }) {
  const { t } = useTranslation('counter')
  const { t: words } = useTranslation('mobileMoney')
  const { due: total } = useExchangeTerms()
  const close = useCounter((state) => state.close)
  const saving = useCounter((state) => state.saving)
  const [kept, setPlan] = useState<TenderPlan>(() => start ?? startPlan(total))
  const plan = withTotal(kept, total)
  const [failure, setFailure] = useState<SaleFailureCause | null>(null)
  const [refused, setRefused] = useState(false)
  const complete = useCompleteSale()
  const creditProblem = useCreditProblem(plan)
  const used = useKnownPayment(plan.current)
  const [toldOf, setToldOf] = useState<string | null>(null)
  const limit = useDiscountLimit()
  const discountsAllowed = limit.allows(useOfferedCart().offered)
  const { expired } = useCartLots()
  const [toldExpired, setToldExpired] = useState(false)

  const change = (next: TenderPlan): void => {
    setPlan(next)
    setRefused(false)
    setFailure(null)
  }
  const finish = async (): Promise<void> => {
    if (saving) return
    setRefused(true)
    if (problemOf(plan) || creditProblem || !discountsAllowed) return
    // A reference that was used before is asked about once (PAY-1): the goods are in the buyer's hand.
    if (used && toldOf !== used.paymentId) return setToldOf(used.paymentId)
    // So are goods of which the last day is over.
    if (expired.length > 0 && !toldExpired) return setToldExpired(true)
    setFailure(null)
    const failed = await complete(plan)
    if (failed) setFailure(failed)
  }
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={() => !saving && close()}
      title={t('pay.title')}
      footer={
        <>
          <Button size="lg" disabled={saving} onClick={close}>
            {t('pay.back')}
          </Button>
          <FinishButton busy={saving} onFinish={() => void finish()} />
        </>
      }
    >
      <ExchangeQuestion />
      <TenderMethod plan={plan} onChange={change} />
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)_17rem] gap-5">
        <TenderFields plan={plan} onChange={change} onEnter={() => change(takeCurrent(plan))} />
        <TenderTotals plan={plan} onDrop={(index) => change(dropTaken(plan, index))} />
      </div>
      <div className="mt-3 flex flex-col gap-3">
        {refused && <PlanProblem plan={plan} />}
        {refused && creditProblem && (
          <Banner tone="warning" title={creditProblem}>
            {t('pay.creditOverLimitHow')}
          </Banner>
        )}
        {!discountsAllowed && (
          <Banner tone="warning" title={t('discount.cartOverLimit')}>
            {t('discount.cartOverLimitHow')}
          </Banner>
        )}
        <ExpiredNotice expired={expired} asked={toldExpired} />
        <KnownReference {...plan.current} />
        {used && toldOf === used.paymentId && <p className="font-medium">{words('known.press')}</p>}
        {failure && <SaleFailure cause={failure} />}
      </div>
    </Dialog>
  )
}

/** Inside the dialog, so that F10 belongs to it and not to the page behind. */
function FinishButton({ busy, onFinish }: { busy: boolean; onFinish: () => void }) {
  const { t } = useTranslation('counter')
  useShortcut('F10', onFinish)
  return (
    <Button size="lg" variant="primary" shortcut="F10" busy={busy} onClick={onFinish}>
      {t('pay.finish')}
    </Button>
  )
}

function PlanProblem({ plan }: { plan: TenderPlan }) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const problem = problemOf(plan)
  if (!problem) return null
  return problem.type === 'StillDue' ? (
    <Banner tone="warning" title={t('pay.stillDue', { due: formatMoney(problem.due, currency, locale) })}>
      {t('pay.stillDueHow')}
    </Banner>
  ) : (
    <Banner
      tone="warning"
      title={t('pay.tooMuch', { excess: formatMoney(problem.excess, currency, locale) })}
    >
      {t('pay.tooMuchHow')}
    </Banner>
  )
}
