import { useAuthor, useCan, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { toStorageFailure } from '@renderer/db/storage-failure.ts'
import type { DonePosting } from '@renderer/db/undo.ts'
import { useWorkspace } from '@renderer/db/workspace.ts'
import { toast } from '@renderer/ui/toast.ts'
import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import { err, ok } from '@shared/kernel/result.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { useTranslation } from 'react-i18next'
import { explainFailure, writeFailure } from '../products/public.ts'
import { counterMovement } from './counter-movement.ts'

interface PostMovement {
  businessDay(): BusinessDay
  /** True once the movement is durable; otherwise the person has been told why not. */
  post(movement: StockMovement, message: string): Promise<boolean>
  /** Posts the opposite beside it. */
  takeBack(movement: StockMovement): Promise<boolean>
  /** Whether this person may take that movement back: the counter-movement is one like any other. */
  mayTakeBack(movement: StockMovement): boolean
}

/** A step of a transfer is answered by another step: goods are taken in elsewhere, or put back. */
const isStep = ({ details }: StockMovement): boolean => details?.step !== undefined

export function usePostMovement(): PostMovement {
  const { t } = useTranslation('stock')
  const { t: tProducts } = useTranslation('products')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const { undo } = useWorkspace()
  const { utcOffsetMinutes } = useShop()
  const mayAdjust = useCan('stock.adjust')
  const mayTransfer = useCan('stock.transfer')
  const businessDay = () => businessDayOf(deps.clock.now(), utcOffsetMinutes)
  const mayTakeBack = (movement: StockMovement): boolean =>
    movement.postings.length > 0 &&
    !isStep(movement) &&
    (movement.kind === 'transfer' ? mayTransfer : mayAdjust)
  const insert = async (movement: StockMovement): Promise<boolean> => {
    const failure = await writeFailure(store.insert('stockMovements', movement))
    if (failure) toast.error(explainFailure(tProducts, failure))
    return failure === null
  }
  const counterOf = (movement: StockMovement): StockMovement =>
    counterMovement(movement, { businessDay: businessDay() }, author, deps)
  const takeBack = async (movement: StockMovement): Promise<boolean> => {
    const stored = await insert(counterOf(movement))
    if (stored) {
      undo.forgetPosting(movement.id)
      toast.info(t('done.takenBack'))
    }
    return stored
  }
  /** For Ctrl+Z: the opposite is posted, and its opposite when it is done again. */
  const postingOf = (movement: StockMovement): DonePosting => ({
    documentId: movement.id,
    async takeBack() {
      const counter = counterOf(movement)
      return store.insert('stockMovements', counter).then(
        () => ok({ made: postingOf(counter), document: counter }),
        (thrown: unknown) => err(toStorageFailure(thrown)),
      )
    },
  })
  return {
    businessDay,
    mayTakeBack,
    takeBack,
    async post(movement, message) {
      const stored = await insert(movement)
      if (stored && mayTakeBack(movement)) {
        undo.notePosting(postingOf(movement))
        toast.undo(message, () => void takeBack(movement))
      } else if (stored) toast.success(message)
      return stored
    },
  }
}
