import { type ReadSetting, useDeps } from '@renderer/db/hooks.ts'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BenefitFields } from './benefit-fields.tsx'
import { HoursFields } from './hours-fields.tsx'
import { OfferDialog, useOfferDraft } from './offer-dialog.tsx'
import { OfferNameField } from './offer-name-field.tsx'
import { draftOfPromotion, NEW_PROMOTION, readPromotion } from './promotion-draft.ts'
import { PromotionPreview } from './promotion-preview.tsx'
import { TargetFields } from './target-fields.tsx'
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
  const { draft, change, value, problems, frame } = useOfferDraft({
    kind: 'promotion',
    offer: promotion,
    start: promotion ? draftOfPromotion(promotion.value) : NEW_PROMOTION,
    read: readPromotion,
    onClose,
  })
  return (
    <OfferDialog of="promotion" frame={frame}>
      <OfferNameField
        name={draft.name}
        isMissing={problems.includes('name')}
        onChange={(name) => change({ name })}
      />
      <BenefitFields draft={draft} problems={problems} onChange={change} />
      <TargetFields draft={draft} isMissing={problems.includes('target')} onChange={change} />
      <PromotionPreview promotion={value} promotionId={id} />
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
    </OfferDialog>
  )
}
