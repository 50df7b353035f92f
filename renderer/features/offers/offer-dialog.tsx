import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import type { Id } from '@shared/kernel/id.ts'
import type { SettingValue } from '@shared/schemas/settings.schema.ts'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingHistoryButton } from '../history/public.ts'
import type { OfferProblem, ReadOffer } from './promotion-draft.ts'
import { type OfferKind, useSaveOffer } from './use-save-offer.ts'

interface OfferDraftParts<Kind extends OfferKind, Draft> {
  readonly kind: Kind
  /** Null for a new one. */
  readonly offer: { readonly id: Id; readonly value: SettingValue<Kind> } | null
  readonly start: Draft
  readonly read: (draft: Draft) => ReadOffer<SettingValue<Kind>>
  readonly onClose: () => void
}

/** A promotion or price list while it is written. Problems are named once somebody has tried to save. */
export function useOfferDraft<Kind extends OfferKind, Draft>(parts: OfferDraftParts<Kind, Draft>) {
  const { kind, offer, onClose } = parts
  const [draft, setDraft] = useState(parts.start)
  const [tried, setTried] = useState(false)
  const saving = useSaveOffer(kind, offer?.id ?? null)
  const read = parts.read(draft)
  const problems: readonly OfferProblem[] = tried ? read.problems : []
  const frame = {
    id: offer === null ? null : offer.id,
    name: offer === null ? null : offer.value.name,
    busy: saving.busy,
    hasFailed: saving.failure !== null,
    onClose,
    async onSave() {
      setTried(true)
      if (read.value && !saving.busy && (await saving.save(read.value))) onClose()
    },
    async onRetire() {
      if (offer && (await saving.retire(offer.id, offer.value.name))) onClose()
    },
  }
  const change = (changes: Partial<Draft>): void => setDraft((known) => ({ ...known, ...changes }))
  return { draft, change, value: read.value, problems, frame }
}

interface OfferDialogProps {
  of: 'promotion' | 'priceList'
  frame: ReturnType<typeof useOfferDraft>['frame']
  description?: string
  children: ReactNode
}

export function OfferDialog({ of, frame, description, children }: OfferDialogProps) {
  const { t } = useTranslation('offers')
  const { id, name, busy, hasFailed, onClose, onSave, onRetire } = frame
  return (
    <FormDialog
      size="lg"
      title={name === null ? t(`${of}.newTitle`) : t(`${of}.editTitle`, { name })}
      {...(description === undefined ? {} : { description })}
      back={t('cancel')}
      submit={t('save')}
      busy={busy}
      onBack={onClose}
      onSubmit={() => void onSave()}
      aside={
        id !== null &&
        name !== null && (
          <span className="mr-auto flex gap-2">
            <Button size="lg" onClick={() => void onRetire()}>
              {t(`${of}.retire`)}
            </Button>
            <SettingHistoryButton id={id} name={name} />
          </span>
        )
      }
    >
      {hasFailed && (
        <Banner tone="danger" title={t('failure.title')}>
          {t('failure.how')}
        </Banner>
      )}
      {children}
    </FormDialog>
  )
}
