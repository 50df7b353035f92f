import { useStore } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { Tags } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LabelsDialog, type WantedLabels } from '../labels/public.ts'
import { explainFailure } from './explain-failure.ts'

/** Labels for the chosen articles: one of each variant, to begin with. */
export function ChosenLabels({ productIds }: { productIds: ReadonlySet<Id> }) {
  const { t } = useTranslation('labels')
  const { t: words } = useTranslation('products')
  const store = useStore()
  const [wanted, setWanted] = useState<WantedLabels | null>(null)
  const open = async (): Promise<void> => {
    try {
      const products = await Promise.all([...productIds].map((id) => store.get('products', id)))
      const variants = products.flatMap((product) => product?.variants ?? [])
      setWanted(variants.flatMap(({ id, archived }) => (archived ? [] : { variantId: id, copies: 1 })))
    } catch {
      toast.error(explainFailure(words, { type: 'StorageFailed' }))
    }
  }
  return (
    <>
      <Button icon={<Tags aria-hidden />} onClick={() => void open()}>
        {t('openCount', { count: productIds.size })}
      </Button>
      {wanted && <LabelsDialog wanted={wanted} onClose={() => setWanted(null)} />}
    </>
  )
}
