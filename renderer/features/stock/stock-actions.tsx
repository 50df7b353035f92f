import { useCan } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { ArrowLeftRight, ClipboardList, PackagePlus, SlidersHorizontal, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MovementMode } from './movement-draft.ts'

interface StockActionsProps {
  severalLocations: boolean
  onOpen: (mode: MovementMode) => void
  onCount: () => void
}

/** What can be done to the shelves. */
export function StockActions({ severalLocations, onOpen, onCount }: StockActionsProps) {
  const { t } = useTranslation('stock')
  const may = {
    receive: useCan('stock.receive'),
    adjust: useCan('stock.adjust'),
    count: useCan('stock.count'),
    transfer: useCan('stock.transfer'),
  }
  const titleOf = (allowed: boolean): string | undefined => (allowed ? undefined : t('forbidden'))
  return (
    <>
      {severalLocations && (
        <Button
          icon={<ArrowLeftRight aria-hidden />}
          disabled={!may.transfer}
          title={titleOf(may.transfer)}
          onClick={() => onOpen('transfer')}
        >
          {t('mode.transfer.button')}
        </Button>
      )}
      <Button
        icon={<Trash2 aria-hidden />}
        disabled={!may.adjust}
        title={titleOf(may.adjust)}
        onClick={() => onOpen('waste')}
      >
        {t('mode.waste.button')}
      </Button>
      <Button
        icon={<SlidersHorizontal aria-hidden />}
        disabled={!may.adjust}
        title={titleOf(may.adjust)}
        onClick={() => onOpen('adjust')}
      >
        {t('mode.adjust.button')}
      </Button>
      <Button
        icon={<ClipboardList aria-hidden />}
        disabled={!may.count}
        title={titleOf(may.count)}
        onClick={onCount}
      >
        {t('countDialog.button')}
      </Button>
      <Button
        variant="primary"
        icon={<PackagePlus aria-hidden />}
        disabled={!may.receive}
        title={titleOf(may.receive)}
        onClick={() => onOpen('receive')}
      >
        {t('mode.receive.button')}
      </Button>
    </>
  )
}
