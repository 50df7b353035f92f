import { useCan } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MobileMoneyDialog } from './mobile-money-dialog.tsx'

/** For who may confirm payments; nobody else has anything to do there. */
export function MobileMoneyButton() {
  const { t } = useTranslation('mobileMoney')
  const mayConfirm = useCan('payments.confirm')
  const [isOpen, setOpen] = useState(false)
  if (!mayConfirm) return null
  return (
    <>
      <Button icon={<Smartphone aria-hidden />} onClick={() => setOpen(true)}>
        {t('title')}
      </Button>
      {isOpen && <MobileMoneyDialog onClose={() => setOpen(false)} />}
    </>
  )
}
