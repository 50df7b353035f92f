import { Download, RefreshCw, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeps, useShop } from '../../db/hooks.ts'
import { getDesktop } from '../../desktop/bridge.ts'
import { useSync } from '../../sync/sync-context.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'

export function SyncButtons() {
  const { t } = useTranslation('sync')
  const { engine, refused } = useSync()
  const { clock } = useDeps()
  const { code, deviceCode } = useShop()
  const [checking, setChecking] = useState(false)

  const check = async () => {
    setChecking(true)
    await engine.auditNow().finally(() => setChecking(false))
    toast.success(t('done.checked'))
  }
  const exportPending = async () => {
    const content = await (await refused.exportPending()).text()
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const suggestedName = `comptoir-${code}-${deviceCode}-${day}.json`
    const saved = await getDesktop().files.saveExport({
      suggestedName,
      content,
      mimeType: 'application/json',
    })
    if (saved.ok && saved.value.saved) toast.success(t('done.exported'))
  }
  return (
    <>
      <Button icon={<Download aria-hidden />} onClick={() => void exportPending()}>
        {t('action.export')}
      </Button>
      <Button icon={<ShieldCheck aria-hidden />} busy={checking} onClick={() => void check()}>
        {checking ? t('action.checking') : t('action.check')}
      </Button>
      <Button variant="primary" icon={<RefreshCw aria-hidden />} onClick={engine.syncNow}>
        {t('action.syncNow')}
      </Button>
    </>
  )
}
