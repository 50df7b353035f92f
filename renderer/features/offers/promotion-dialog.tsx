import { type ReadSetting, useDeps } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BenefitFields } from './benefit-fields.tsx'
import { HoursFields } from './hours-fields.tsx'
import { draftOfPromotion, NEW_PROMOTION, type PromotionDraft, readPromotion } from './promotion-draft.ts'
import { PromotionPreview } from './promotion-preview.tsx'
import { TargetFields } from './target-fields.tsx'
import { useSaveOffer } from './use-save-offer.ts'
import { ValidityFields } from './validity-fields.tsx'

interface PromotionDialogProps {
  /** Null for a new one. */
  promotion: ReadSetting<'promotion'> | null
  onClose: () => void
}

export function PromotionDialog({ promotion, onClose }: PromotionDialogProps) {
  const { t } = useTranslation('offers')
  const { ids } = useDeps()
  const [id] = useState(() => promotion?.id ?? ids.next())
  const [draft, setDraft] = useState<PromotionDraft>(
    promotion ? draftOfPromotion(promotion.value) : NEW_PROMOTION,
  )
  const [tried, setTried] = useState(false)
  const saving = useSaveOffer('promotion', promotion?.id ?? null)
  const read = readPromotion(draft)
  const problems = tried ? read.problems : []
  const change = (changes: Partial<PromotionDraft>): void => setDraft((known) => ({ ...known, ...changes }))
  const save = async (): Promise<void> => {
    setTried(true)
    if (read.value && !saving.busy && (await saving.save(read.value))) onClose()
  }
  return (
    <FormDialog
      size="lg"
      title={promotion ? t('promotion.editTitle', { name: promotion.value.name }) : t('promotion.newTitle')}
      back={t('cancel')}
      submit={t('save')}
      busy={saving.busy}
      onBack={onClose}
      onSubmit={() => void save()}
      aside={
        promotion && (
          <Button
            size="lg"
            className="mr-auto"
            onClick={() =>
              void saving.retire(promotion.id, promotion.value.name).then((done) => done && onClose())
            }
          >
            {t('promotion.retire')}
          </Button>
        )
      }
    >
      {saving.failure !== null && (
        <Banner tone="danger" title={t('failure.title')}>
          {t('failure.how')}
        </Banner>
      )}
      <TextField
        label={t('field.name')}
        hint={t('field.nameHint')}
        required
        autoFocus
        maxLength={60}
        value={draft.name}
        error={problems.includes('name') ? t('problem.name') : null}
        onChange={(event) => change({ name: event.target.value })}
      />
      <BenefitFields draft={draft} problems={problems} onChange={change} />
      <TargetFields draft={draft} isMissing={problems.includes('target')} onChange={change} />
      <PromotionPreview promotion={read.value} promotionId={id} />
      <ValidityFields draft={draft} isWrong={problems.includes('days')} onChange={change} />
      <HoursFields
        hours={draft.hours}
        isWrong={problems.includes('hours')}
        onChange={(hours) => change({ hours })}
      />
      <Checkbox
        label={t('field.addsUp')}
        hint={t('field.addsUpHint')}
        checked={draft.addsUp}
        onChange={(addsUp) => change({ addsUp })}
      />
    </FormDialog>
  )
}
