import { useAuthor, useDeps, useShop } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { dispatchTransfer } from '@shared/domain/stock/transfer.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidFields } from '../products/public.ts'
import { fillLots } from './fill-lots.ts'
import { LineTable } from './line-table.tsx'
import {
  dispatchInput,
  draftProblem,
  isDispatch,
  type MovementDraft,
  type MovementMode,
  movementInput,
  newDraft,
  signOf,
} from './movement-draft.ts'
import { MovementFields } from './movement-fields.tsx'
import { MovementSummary } from './movement-summary.tsx'
import { addToLines, changeLine, removeLine, type StockedVariant, totalQuantity } from './stock-lines.ts'
import { usePostMovement } from './use-post-movement.ts'
import { VariantPicker } from './variant-picker.tsx'

/** A variant on its shelf. */
export interface MovementStart {
  readonly variant: StockedVariant
  readonly locationId: Id
  /** Where a transfer goes, and how much. */
  readonly toLocationId?: Id
  readonly quantity?: number
}

interface MovementDialogProps {
  mode: MovementMode
  /** What the dialog was opened for. */
  first: MovementStart | null
  onClose: () => void
}

type Question = 'none' | 'post' | 'discard'

/** Receive, adjust, waste or transfer: collect the lines, see what will be posted, post. */
export function MovementDialog({ mode, first, onClose }: MovementDialogProps) {
  const { t } = useTranslation('stock')
  const { locationId } = useShop()
  const [draft, setDraft] = useState<MovementDraft>(() => ({
    ...newDraft(mode, first?.locationId ?? locationId),
    toLocationId: first?.toLocationId ?? null,
    lines: first ? addToLines([], first.variant, first.quantity) : [],
  }))
  const [question, setQuestion] = useState<Question>('none')
  const [tried, setTried] = useState(false)
  const invalid = useInvalidFields()
  const post = usePostDraft()
  const problem = draftProblem(draft)
  const change = (changes: Partial<MovementDraft>): void =>
    setDraft((current) => ({ ...current, ...changes }))
  const ask = (): void => {
    setTried(true)
    if (problem === null && invalid.count === 0) setQuestion('post')
  }
  const leave = (): void => (draft.lines.length > 0 ? setQuestion('discard') : onClose())
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && leave()}
        title={t(`mode.${mode}.title`)}
        description={t(`mode.${mode}.body`)}
        size="lg"
        footer={
          <>
            <span className="mr-auto text-sm text-ink-muted">
              {t('lines.total', { count: totalQuantity(draft.lines), lines: draft.lines.length })}
            </span>
            <Button onClick={leave}>{t('cancel')}</Button>
            <Button variant="primary" onClick={ask}>
              {t('save')}
            </Button>
          </>
        }
      >
        <div className="flex min-h-96 flex-col gap-4">
          <MovementFields draft={draft} onChange={change} />
          <VariantPicker
            locationId={draft.locationId}
            onPick={(variant) =>
              setDraft((current) => ({ ...current, lines: addToLines(current.lines, variant) }))
            }
          />
          {tried && problem !== null && <Banner tone="danger" title={t(`problem.${problem}`)} />}
          {draft.lines.length > 0 && (
            <LineTable
              lines={draft.lines}
              sign={signOf(draft)}
              withCost={mode === 'receive'}
              fromLocationId={signOf(draft) > 0 ? null : draft.locationId}
              onChange={(variantId, changes) =>
                setDraft((current) => ({ ...current, lines: changeLine(current.lines, variantId, changes) }))
              }
              onRemove={(variantId) => {
                invalid.reporterOf(variantId)(true)
                change({ lines: removeLine(draft.lines, variantId) })
              }}
              onValidityChange={invalid.reporterOf}
            />
          )}
        </div>
      </Dialog>
      <ConfirmDialog
        open={question === 'post'}
        title={t(`mode.${mode}.confirm`)}
        body={<MovementSummary draft={draft} />}
        confirmLabel={t('confirm')}
        busy={post.busy}
        onConfirm={async () => {
          if (await post.run(draft)) onClose()
          else setQuestion('none')
        }}
        onCancel={() => setQuestion('none')}
      />
      <ConfirmDialog
        open={question === 'discard'}
        title={t('discard.title')}
        body={t('discard.body')}
        confirmLabel={t('discard.confirm')}
        cancelLabel={t('discard.cancel')}
        danger
        onConfirm={onClose}
        onCancel={() => setQuestion('none')}
      />
    </>
  )
}

function usePostDraft() {
  const { t } = useTranslation('stock')
  const author = useAuthor()
  const deps = useDeps()
  const projections = useProjections()
  const { post, businessDay } = usePostMovement()
  const [busy, setBusy] = useState(false)
  const run = async (typed: MovementDraft): Promise<boolean> => {
    const draft =
      signOf(typed) > 0
        ? typed
        : { ...typed, lines: await fillLots(projections, typed.lines, typed.locationId) }
    const movement = isDispatch(draft)
      ? dispatchTransfer(dispatchInput(draft, businessDay()), author, deps)
      : recordMovement(movementInput(draft, businessDay()), author, deps)
    if (!movement.ok) {
      toast.error(t('failure.refused', { type: movement.error.type }))
      return false
    }
    setBusy(true)
    const done = isDispatch(draft) ? 'dispatch' : draft.mode
    const stored = await post(movement.value, t(`done.${done}`, { count: totalQuantity(draft.lines) }))
    setBusy(false)
    return stored
  }
  return { busy, run }
}
