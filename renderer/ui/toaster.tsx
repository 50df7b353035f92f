import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { FocusEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Toaster as Sonner } from 'sonner'

const ICON = 'size-4 mt-0.5 shrink-0'

/** Sonner gives the focus back to where it came from: whoever goes on with Tab would turn in a circle. */
const leaveFreely = (event: FocusEvent): void => {
  if (event.relatedTarget !== null) event.stopPropagation()
}

/** Where toasts appear; once per window. */
export function Toaster() {
  const { t } = useTranslation('common')
  return (
    <div onBlurCapture={leaveFreely}>
      <Sonner
        position="bottom-center"
        visibleToasts={4}
        // A pile makes the ones behind too small to press.
        expand
        closeButton={false}
        containerAriaLabel={t('ui.notifications')}
        icons={{
          success: <CircleCheck aria-hidden className={`${ICON} text-success-ink`} />,
          info: <Info aria-hidden className={`${ICON} text-info-ink`} />,
          warning: <TriangleAlert aria-hidden className={`${ICON} text-warning-ink`} />,
          error: <CircleAlert aria-hidden className={`${ICON} text-danger-ink`} />,
        }}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              'flex w-[22rem] font-sans items-start gap-2 rounded-lg border border-rule-strong bg-raised p-3 text-sm text-ink shadow-lift',
            content: 'min-w-0 flex-1',
            title: 'font-medium',
            description: 'text-ink-muted',
            actionButton:
              'min-h-7 shrink-0 rounded-md border border-rule-strong px-2.5 text-xs font-medium text-accent-ink hover:bg-hover',
          },
        }}
      />
    </div>
  )
}
