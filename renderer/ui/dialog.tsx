import { X } from 'lucide-react'
import { Dialog as RadixDialog } from 'radix-ui'
import { type ReactNode, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './class-names.ts'
import { PortalHost } from './portal-host.ts'
import { ShortcutLayer } from './shortcut-layer.ts'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'xl' | undefined
}

interface ModalFrameProps extends DialogProps {
  frameClassName: string
}

const FOCUSABLE =
  ':is(input, select, textarea, button):not(:disabled, [tabindex="-1"]), a[href], [tabindex="0"]'
const SIZES = { sm: 'w-96', md: 'w-[34rem]', lg: 'w-[48rem]', xl: 'w-[68rem]' }

export function Dialog({ size = 'md', ...props }: DialogProps) {
  return (
    <ModalFrame
      {...props}
      frameClassName={cx(
        'enter-rise top-[8vh] left-1/2 max-h-[84vh] max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-lg border',
        SIZES[size],
      )}
    />
  )
}

/** What dialogs and side panels have in common: scrim, heading, scrolling body, footer that stays in sight. */
export function ModalFrame({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  frameClassName,
}: ModalFrameProps) {
  const { t } = useTranslation('common')
  const layer = useId()
  const bodyRef = useRef<HTMLDivElement>(null)
  // Work begins in the content, not on the button that leaves it.
  const focusContent = (event: Event): void => {
    const first = bodyRef.current?.querySelector<HTMLElement>(FOCUSABLE)
    if (!first) return
    event.preventDefault()
    first.focus()
  }
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="enter-fade fixed inset-0 z-40 bg-scrim" />
        <RadixDialog.Content
          data-shortcut-layer={layer}
          onOpenAutoFocus={focusContent}
          {...(!description && { 'aria-describedby': undefined })}
          className={cx(
            'fixed z-40 flex flex-col border-rule-strong bg-raised text-ink shadow-lift',
            frameClassName,
          )}
        >
          <PortalHost value={null}>
            <ShortcutLayer value={layer}>
              <div className="flex items-start justify-between gap-4 border-b border-rule py-2 pr-2 pl-4">
                <div className="min-w-0 py-1">
                  <RadixDialog.Title className="text-base font-semibold">{title}</RadixDialog.Title>
                  {description && (
                    <RadixDialog.Description className="text-sm text-ink-muted">
                      {description}
                    </RadixDialog.Description>
                  )}
                </div>
                <RadixDialog.Close
                  aria-label={t('action.close')}
                  className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-4" />
                </RadixDialog.Close>
              </div>
              <div ref={bodyRef} className="min-h-0 flex-1 overflow-y-auto p-4">
                {children}
              </div>
              {footer && (
                <div className="flex flex-wrap items-center justify-end gap-2 border-t border-rule px-4 py-3">
                  {footer}
                </div>
              )}
            </ShortcutLayer>
          </PortalHost>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}
