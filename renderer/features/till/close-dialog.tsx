import { useAuthor } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { sumCounted } from '@shared/domain/till/denominations.ts'
import { type ClosedShift, readClose, type Shift } from '@shared/domain/till/fold-shifts.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseReview } from './close-review.tsx'
import { type Count, CountFields, CountTotal, countedOf, isTooMany } from './count-fields.tsx'
import { useTillCommands } from './use-till-commands.ts'
import { useTillFailureText } from './use-till-failure.ts'

type Step =
  | { readonly at: 'count' }
  | { readonly at: 'review'; readonly expected: Minor; readonly asked: boolean }
  | { readonly at: 'confirm'; readonly expected: Minor }

/** What was typed so far: kept while the dialog is closed, because nobody counts a drawer twice with pleasure. */
export interface CloseDraft {
  readonly count: Count
  readonly explanation: string
}

export const EMPTY_DRAFT: CloseDraft = { count: new Map(), explanation: '' }

interface CloseDialogProps {
  shift: Shift
  draft: CloseDraft
  onDraft: (draft: CloseDraft) => void
  onClosed: (z: ClosedShift) => void
  onBack: () => void
}

/** A blind count: first what is in the drawer, then the comparison and why it differs, then the question, then the Z. */
export function CloseDialog({ shift, draft, onDraft, onClosed, onBack }: CloseDialogProps) {
  const { t } = useTranslation('till')
  const number = formatShift(shift.number)
  const { compare, close } = useTillCommands()
  const failureText = useTillFailureText()
  const { count, explanation } = draft
  const isElsewhere = useAuthor().deviceId !== shift.deviceId
  const [step, setStep] = useState<Step>({ at: 'count' })
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const counted = countedOf(count)

  const review = async (): Promise<void> => {
    if (busy || isTooMany(count)) return
    setBusy(true)
    const compared = await compare(shift)
    setBusy(false)
    setFailure(compared.ok ? null : failureText(compared.error))
    if (compared.ok) setStep({ at: 'review', expected: compared.value.cash.expected, asked: false })
  }
  const ask = (expected: Minor): void => {
    const isRight = sumCounted(counted) === expected && !isElsewhere
    if (isRight || explanation.trim() !== '') setStep({ at: 'confirm', expected })
    else setStep({ at: 'review', expected, asked: true })
  }
  const finish = async (expected: Minor): Promise<void> => {
    setBusy(true)
    const closed = await close(shift, { counted, explanation, expected })
    setBusy(false)
    const z = closed.ok ? readClose(closed.value) : null
    if (z) return onClosed(z)
    setStep({ at: 'count' })
    if (!closed.ok) setFailure(failureText(closed.error))
  }
  return (
    <>
      <Dialog
        open
        onOpenChange={onBack}
        title={t('close.title', { number })}
        description={step.at === 'count' ? t('close.how') : undefined}
        footer={
          step.at === 'count' ? (
            <>
              <CountTotal currency={shift.currency} count={count} />
              <Button size="lg" onClick={onBack}>
                {t('back')}
              </Button>
              <Button size="lg" variant="primary" busy={busy} onClick={() => void review()}>
                {t('close.next')}
              </Button>
            </>
          ) : (
            <>
              <Button size="lg" className="mr-auto" onClick={() => setStep({ at: 'count' })}>
                {t('close.again')}
              </Button>
              <Button size="lg" variant="primary" onClick={() => ask(step.expected)}>
                {t('close.submit')}
              </Button>
            </>
          )
        }
      >
        <div className="flex flex-col gap-3">
          {failure && <Banner tone="danger" title={failure} />}
          {isElsewhere && (
            <Banner tone="warning" title={t('others.closeTitle')}>
              {t('others.closeBody')}
            </Banner>
          )}
          {step.at === 'count' ? (
            <CountFields
              currency={shift.currency}
              count={count}
              onChange={(next) => onDraft({ ...draft, count: next })}
            />
          ) : (
            <CloseReview
              counted={sumCounted(counted)}
              expected={step.expected}
              currency={shift.currency}
              explanation={explanation}
              isElsewhere={isElsewhere}
              isAsked={step.at === 'review' && step.asked}
              onExplain={(text) => onDraft({ ...draft, explanation: text })}
              onEnter={() => ask(step.expected)}
            />
          )}
        </div>
      </Dialog>
      <ConfirmDialog
        open={step.at === 'confirm'}
        title={t('close.askTitle', { number })}
        body={t('close.askBody')}
        confirmLabel={t('close.confirm')}
        cancelLabel={t('back')}
        busy={busy}
        onConfirm={() => step.at === 'confirm' && void finish(step.expected)}
        onCancel={() => step.at === 'confirm' && setStep({ ...step, at: 'review', asked: false })}
      />
    </>
  )
}
