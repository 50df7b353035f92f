import { useAuthor, useCan, useShop } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { type ClosedShift, openShiftOf, type Shift } from '@shared/domain/till/fold-shifts.ts'
import { Banknote, LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CashDialog } from './cash-dialog.tsx'
import { CloseDialog, EMPTY_DRAFT } from './close-dialog.tsx'
import { OpenDialog } from './open-dialog.tsx'
import { OtherTills } from './other-tills.tsx'
import { PastClosings } from './past-closings.tsx'
import { ReportDialog } from './report-dialog.tsx'
import { ShiftCard } from './shift-card.tsx'
import { TillActions } from './till-actions.tsx'
import type { TillDialog } from './till-dialog.ts'
import { type LiveFigures, useShiftFigures } from './use-shift-figures.ts'
import { useShifts } from './use-shifts.ts'
import { ZDialog } from './z-dialog.tsx'

/** The till of this device: the open shift, and every closing of the shop. */
export function TillScreen() {
  const { t } = useTranslation('till')
  const { deviceCode } = useShop()
  const { deviceId } = useAuthor()
  const allowed = useCan('money.till')
  const { shifts, isCut } = useShifts()
  const [dialog, setDialog] = useState<TillDialog | null>(null)
  const shift = shifts && openShiftOf(shifts, deviceId)
  const close = (): void => setDialog(null)
  if (!allowed)
    return (
      <Page title={t('title')}>
        <EmptyState icon={<LockKeyhole />} title={t('forbidden.title')} body={t('forbidden.body')} />
      </Page>
    )
  if (shifts === undefined || shift === undefined)
    return (
      <Page title={t('title')} subtitle={t('loading')}>
        <Skeleton className="h-44" />
        <Skeleton className="h-64" />
      </Page>
    )
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle', { device: deviceCode })}
      actions={<TillActions isOpen={shift !== null} onOpen={setDialog} />}
    >
      {shift ? (
        <OpenTill key={shift.id} shift={shift} dialog={dialog} onDialog={setDialog} />
      ) : (
        <EmptyState
          icon={<Banknote />}
          title={t('none.title')}
          body={t('none.body')}
          action={
            <Button variant="primary" size="lg" shortcut="F9" onClick={() => setDialog({ type: 'open' })}>
              {t('action.open')}
            </Button>
          }
        />
      )}
      <OtherTills
        shifts={shifts.filter((one) => one.z === null && one.deviceId !== deviceId)}
        onClose={(other) => setDialog({ type: 'close-other', shift: other })}
      />
      <PastClosings shifts={shifts} isCut={isCut} onOpen={(z) => setDialog({ type: 'z', z, fresh: false })} />
      {dialog?.type === 'open' && shift === null && <OpenDialog onClose={close} />}
      {dialog?.type === 'close-other' && (
        <CloseOther
          shift={dialog.shift}
          onBack={close}
          onClosed={(z) => setDialog({ type: 'z', z, fresh: true })}
        />
      )}
      {dialog?.type === 'z' && <ZDialog z={dialog.z} fresh={dialog.fresh} onClose={close} />}
    </Page>
  )
}

interface OpenTillProps {
  shift: Shift
  dialog: TillDialog | null
  onDialog: (dialog: TillDialog | null) => void
}

/** The shift and what is done with it. */
function OpenTill({ shift, dialog, onDialog }: OpenTillProps) {
  const { live, failed } = useShiftFigures(shift)
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const close = (): void => onDialog(null)
  return (
    <>
      <ShiftCard shift={shift} live={live} failed={failed} />
      {dialog?.type === 'cash' && <CashDialog shift={shift} kind={dialog.kind} onClose={close} />}
      {dialog?.type === 'report' && <Report shift={shift} live={live} onClose={close} />}
      {dialog?.type === 'close' && (
        <CloseDialog
          shift={shift}
          draft={draft}
          onDraft={setDraft}
          onBack={close}
          onClosed={(z) => onDialog({ type: 'z', z, fresh: true })}
        />
      )}
    </>
  )
}

interface CloseOtherProps {
  shift: Shift
  onBack: () => void
  onClosed: (z: ClosedShift) => void
}

/** The till of a device that is lost or broken: its drawer is counted here. */
function CloseOther(props: CloseOtherProps) {
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  return <CloseDialog {...props} draft={draft} onDraft={setDraft} />
}

/** Shown once the figures are read, which is asked for before anybody can ask for them. */
function Report({ live, ...props }: { shift: Shift; live: LiveFigures | undefined; onClose: () => void }) {
  return live ? <ReportDialog {...props} live={live} /> : null
}
