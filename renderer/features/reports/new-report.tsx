import { Button } from '@renderer/ui/button.tsx'
import { FIRST_BUILT } from '@shared/analytics/report/built-definition.ts'
import { Save } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { BuilderPanel } from './builder-panel.tsx'
import { BUILT_DESCRIPTION } from './built-report.ts'
import type { ReportChoice } from './report-state.ts'
import { ReportView } from './report-view.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { savedChoice, useSavedReportCommands } from './saved-reports.ts'

/** A report that is being put together, with its figures as they are. */
export function NewReport({ choice }: { choice: ReportChoice }) {
  const [built, setBuilt] = useState(FIRST_BUILT)
  return (
    <ReportView
      report={BUILT_DESCRIPTION}
      choice={choice}
      built={built}
      actions={<SaveButton value={savedChoice(BUILT_DESCRIPTION, choice, built)} suggested="" />}
    >
      <BuilderPanel built={built} onChange={setBuilt} />
    </ReportView>
  )
}

interface SaveButtonProps {
  value: ReturnType<typeof savedChoice>
  suggested: string
}

/** Saves what is looked at, and opens it where it is saved. */
export function SaveButton({ value, suggested }: SaveButtonProps) {
  const { t } = useTranslation('reportBuilder')
  const [, navigate] = useLocation()
  const { create } = useSavedReportCommands()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={<Save />} onClick={() => setOpen(true)}>
        {t('save.button')}
      </Button>
      {isOpen && (
        <SaveDialog
          known={null}
          suggested={suggested}
          onClose={() => setOpen(false)}
          onSave={async (named) => {
            const id = await create({ ...value, ...named })
            if (id) navigate(`/reports/${id}`)
            return id !== null
          }}
        />
      )}
    </>
  )
}
