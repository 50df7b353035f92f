import { useShop } from '@renderer/db/hooks.ts'
import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useLotsAt } from '@renderer/projections/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { cx } from '@renderer/ui/class-names.ts'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { compareLots, type LotStock, readLot, shareOf } from '@shared/domain/stock/lots.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExpiryBadge, SerialField } from '../lots/public.ts'
import { type CounterLine, setLots } from './cart.ts'
import { useCounter } from './counter-context.tsx'

/** Which lot or which pieces of a line are sold. Every choice counts at once. */
export function LotsDialog({ lineId }: { lineId: Id }) {
  const line = useCounter((state) => state.cart.lines.find(({ id }) => id === lineId))
  const close = useCounter((state) => state.close)
  const { t } = useTranslation('lots')
  const isSerial = line?.tracking === 'serial'
  if (!line) return null
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t(isSerial ? 'counter.serialTitle' : 'counter.title', { name: line.name })}
      description={t(isSerial ? 'counter.serialBody' : 'counter.body')}
      footer={
        <Button size="lg" variant="primary" onClick={close}>
          {t('counter.done')}
        </Button>
      }
    >
      {isSerial ? <Serials line={line} /> : <Lots line={line} onChosen={close} />}
    </Dialog>
  )
}

function useLine(line: CounterLine) {
  const { locationId } = useShop()
  const change = useCounter((state) => state.change)
  const variantIds = useMemo(() => [line.variantId], [line.variantId])
  const stock = useLotsAt(variantIds, locationId) ?? []
  const there = stock.filter((lot) => lot.variantId === line.variantId && lot.quantity > 0)
  const set = (lots: readonly LotShare[]): void => change((cart) => setLots(cart, line.id, lots))
  return { there: there.sort(compareLots), set }
}

function Serials({ line }: { line: CounterLine }) {
  const { t } = useTranslation('lots')
  const { there, set } = useLine(line)
  const lots = line.lots ?? []
  const free = there.filter(({ lot }) => !lots.some((known) => known.lot === lot))
  return (
    <div className="flex flex-col gap-4">
      <SerialField name={line.name} count={line.quantity} lots={lots} autoFocus onChange={set} />
      {free.length > 0 && lots.length < line.quantity && (
        <Known>
          {free.map((stock) => (
            <Choice key={stock.lot} chosen={false} onChoose={() => set([...lots, shareOf(stock, 1)])}>
              <span className="font-medium">{stock.lot}</span>
            </Choice>
          ))}
        </Known>
      )}
      {free.length === 0 && lots.length === 0 && <p className="text-ink-muted">{t('counter.nothing')}</p>}
    </div>
  )
}

function Lots({ line, onChosen }: { line: CounterLine; onChosen: () => void }) {
  const { t } = useTranslation('lots')
  const { there, set } = useLine(line)
  const [text, setText] = useState('')
  const [chosen] = line.lots ?? []
  const choose = (lots: readonly LotShare[]): void => {
    set(lots)
    onChosen()
  }
  const typed = readLot(text)
  return (
    <div className="flex flex-col gap-4">
      <Known>
        <Choice chosen={chosen === undefined} onChoose={() => choose([])}>
          <span className="font-medium">{t('counter.automatic')}</span>
        </Choice>
        {there.map((stock) => (
          <Choice
            key={stock.lot}
            chosen={chosen?.lot === stock.lot}
            onChoose={() => choose([shareOf(stock, line.quantity)])}
          >
            <LotText stock={stock} unit={line.unit} />
          </Choice>
        ))}
      </Known>
      {there.length === 0 && <p className="text-ink-muted">{t('counter.nothing')}</p>}
      <TextField
        label={t('counter.other')}
        hint={t('counter.otherHint')}
        value={text}
        maxLength={80}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (typed !== '') choose([{ lot: typed, quantity: line.quantity }])
        }}
      />
    </div>
  )
}

function LotText({ stock, unit }: { stock: LotStock; unit: CounterLine['unit'] }) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  return (
    <>
      <span className="font-medium">{stock.lot}</span>
      <ExpiryBadge expiry={stock.expiry} />
      <span className="ml-auto text-ink-muted tabular-nums">
        {t('stock.onHand', { quantity: formatMeasure(stock.quantity, unit, locale) })}
      </span>
    </>
  )
}

function Known({ children }: { children: ReactNode }) {
  const { t } = useTranslation('lots')
  return (
    <ul aria-label={t('counter.known')} className="flex max-h-72 flex-col gap-2 overflow-y-auto">
      {children}
    </ul>
  )
}

function Choice({
  chosen,
  onChoose,
  children,
}: {
  chosen: boolean
  onChoose: () => void
  children: ReactNode
}) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className={cx(
          'flex min-h-11 w-full items-center gap-3 rounded-md border px-3 py-1.5 text-left hover:bg-hover',
          chosen ? 'border-accent bg-accent-soft' : 'border-rule-strong bg-raised',
        )}
      >
        {children}
      </button>
    </li>
  )
}
