import { FileDown, RefreshCw, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSync } from '../../sync/sync-context.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'
import { CarryDialog } from './carry-dialog.tsx'

export function SyncButtons() {
  const { t } = useTranslation('sync')
  const { t: carryText } = useTranslation('carry')
  const { engine } = useSync()
  const [checking, setChecking] = useState(false)
  const [isCarrying, setCarrying] = useState(false)

  const check = async () => {
    setChecking(true)
    const found = await engine.auditNow().finally(() => setChecking(false))
    if (found === 'same') toast.success(t('compared.same'))
    else toast.warning(t(found === 'different' ? 'compared.different' : 'compared.not'))
  }
  return (
    <>
      <Button icon={<FileDown aria-hidden />} onClick={() => setCarrying(true)}>
        {carryText('action')}
      </Button>
      <Button icon={<ShieldCheck aria-hidden />} busy={checking} onClick={() => void check()}>
        {checking ? t('action.checking') : t('action.check')}
      </Button>
      <Button variant="primary" icon={<RefreshCw aria-hidden />} onClick={engine.syncNow}>
        {t('action.syncNow')}
      </Button>
      {isCarrying && <CarryDialog onClose={() => setCarrying(false)} />}
    </>
  )
}
