import { useDocument, useSettings } from '@renderer/db/hooks.ts'
import { useVariants } from '@renderer/projections/hooks.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { DescriptionList } from '@renderer/ui/description-list.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { Id } from '@shared/kernel/id.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useExpiryText } from '../lots/public.ts'
import { reasonName } from './reason-name.ts'
import { ReceivedLabels } from './received-labels.tsx'
import { usePeople } from './use-people.ts'
import { usePlaceName } from './use-place-name.ts'
import { usePostMovement } from './use-post-movement.ts'

/** A stored movement: who posted what and why, with the way to take it back. */
export function MovementDetail({ movementId, onClose }: { movementId: Id; onClose: () => void }) {
  const { t } = useTranslation('stock')
  const movement = useDocument('stockMovements', movementId)
  const { mayTakeBack, takeBack } = usePostMovement()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={movement ? t(`kind.${movement.kind}`) : t('history.movement')}
        size="lg"
        footer={
          <>
            {movement && mayTakeBack(movement) && (
              <Button className="mr-auto" onClick={() => setAsking(true)}>
                {t('detail.takeBack')}
              </Button>
            )}
            {movement?.kind === 'receive' && <ReceivedLabels movement={movement} />}
            <Button onClick={onClose}>{t('detail.close')}</Button>
          </>
        }
      >
        {movement === null && <p className="text-ink-muted">{t('detail.missing')}</p>}
        {movement && <Content movement={movement} pending={movement.pending === 1} />}
      </Dialog>
      <ConfirmDialog
        open={asking}
        title={t('detail.takeBackTitle')}
        body={t('detail.takeBackBody')}
        confirmLabel={t('detail.takeBack')}
        onConfirm={async () => {
          setAsking(false)
          if (movement && (await takeBack(movement))) onClose()
        }}
        onCancel={() => setAsking(false)}
      />
    </>
  )
}

function Content({ movement, pending }: { movement: StockMovement; pending: boolean }) {
  const { t } = useTranslation('stock')
  const { staffName, deviceName } = usePeople()
  const facts = [
    { term: t('history.when'), value: <DateTimeText at={movement.at} /> },
    { term: t('history.who'), value: staffName(movement.createdBy) || t('history.unknown') },
    { term: t('history.device'), value: deviceName(movement.deviceId) || t('history.unknown') },
    { term: t('field.reason'), value: movement.reason === '' ? '' : reasonName(t, movement.reason) },
    { term: t('field.supplier'), value: movement.supplierName },
    { term: t('field.reference'), value: movement.reference },
    { term: t('field.note'), value: movement.note },
  ].filter(({ value }) => value !== '')
  return (
    <div className="flex flex-col gap-4">
      <DescriptionList
        items={[
          ...facts,
          {
            term: t('history.state'),
            value: (
              <Badge tone={pending ? 'info' : 'neutral'}>
                {t(pending ? 'history.pending' : 'history.synced')}
              </Badge>
            ),
          },
        ]}
      />
      <Lines movement={movement} />
    </div>
  )
}

interface Line {
  readonly key: string
  readonly variantId: Id
  readonly locationId: Id
  readonly quantity: number
  readonly counted: number | null
  readonly expected: number | null
  readonly lot?: Pick<StockPosting, 'lot' | 'expiry' | 'serial'>
}

/** A count shows every shelf that was counted, those that were right too; other movements show what they posted. */
function linesOf({ kind, counted, postings }: StockMovement): Line[] {
  if (kind !== 'count')
    return postings.map(({ id, variantId, locationId, quantity, ...lot }) => ({
      key: id,
      variantId,
      locationId,
      quantity,
      counted: null,
      expected: null,
      lot,
    }))
  return counted.map((line) => ({
    key: `${line.variantId}:${line.locationId}`,
    ...line,
    quantity: line.counted - line.expected,
  }))
}

const CELL = 'px-2 py-1'

function Lines({ movement }: { movement: StockMovement }) {
  const { t } = useTranslation('stock')
  const lines = useMemo(() => linesOf(movement), [movement])
  const ids = useMemo(() => [...new Set(lines.map(({ variantId }) => variantId))], [lines])
  const variants = useVariants(ids)
  const nameById = useMemo(
    () => new Map<string, string>(variants?.map(({ variantId, name }) => [variantId, name])),
    [variants],
  )
  const locations = useSettings('location') ?? []
  const isCount = movement.kind === 'count'
  const placeOf = usePlaceName()
  return (
    <table aria-label={t('detail.lines')} className="w-full table-fixed border-collapse text-sm">
      <thead>
        <tr className="border-b border-rule bg-sunken text-xs text-ink-muted">
          <th scope="col" className={`${CELL} text-left font-medium`}>
            {t('lines.product')}
          </th>
          {locations.length > 1 && (
            <th scope="col" className={`${CELL} text-left font-medium`}>
              {t('table.location')}
            </th>
          )}
          {isCount && (
            <>
              <th scope="col" className={`${CELL} w-28 text-right font-medium`}>
                {t('review.counted')}
              </th>
              <th scope="col" className={`${CELL} w-28 text-right font-medium`}>
                {t('review.expected')}
              </th>
            </>
          )}
          <th scope="col" className={`${CELL} w-28 text-right font-medium`}>
            {t(isCount ? 'review.difference' : 'lines.quantity')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} className="border-b border-rule">
            <th scope="row" className={`${CELL} text-left font-normal`}>
              {nameById.get(line.variantId) ?? t('history.unknown')}
              {line.lot && <LotName {...line.lot} />}
            </th>
            {locations.length > 1 && <td className={CELL}>{placeOf(line.locationId)}</td>}
            {line.counted !== null && line.expected !== null && (
              <>
                <td className={`${CELL} text-right`}>
                  <QuantityText value={line.counted} />
                </td>
                <td className={`${CELL} text-right`}>
                  <QuantityText value={line.expected} />
                </td>
              </>
            )}
            <td className={`${CELL} text-right font-medium`}>
              <QuantityText value={line.quantity} sign />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Which lot or piece a posting names. */
function LotName({ lot, expiry, serial }: NonNullable<Line['lot']>) {
  const { t } = useTranslation('lots')
  const expiryText = useExpiryText()
  if (lot === undefined || lot === '') return null
  const day = expiry === undefined ? '' : `, ${expiryText(expiry)}`
  return (
    <span className="block text-xs text-ink-muted">{`${t(serial ? 'serial' : 'lot', { lot })}${day}`}</span>
  )
}
