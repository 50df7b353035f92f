import { Button } from '@renderer/ui/button.tsx'
import type { Id } from '@shared/kernel/id.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { Tags } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LabelsDialog, type WantedLabels } from '../labels/public.ts'

/** A label for every piece that came in. */
export function ReceivedLabels({ movement }: { movement: StockMovement }) {
  const { t } = useTranslation('labels')
  const [isOpen, setOpen] = useState(false)
  const wanted = useMemo(() => receivedOf(movement), [movement])
  return (
    <>
      <Button icon={<Tags aria-hidden />} onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      {isOpen && <LabelsDialog wanted={wanted} onClose={() => setOpen(false)} />}
    </>
  )
}

function receivedOf({ postings }: StockMovement): WantedLabels {
  const copiesById = new Map<Id, number>()
  for (const { variantId, quantity } of postings)
    if (quantity > 0) copiesById.set(variantId, (copiesById.get(variantId) ?? 0) + quantity)
  return [...copiesById].map(([variantId, copies]) => ({ variantId, copies }))
}
