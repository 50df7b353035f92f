import { Popover as RadixPopover } from 'radix-ui'
import { type ReactElement, type ReactNode, useId } from 'react'
import { usePortalHost } from './portal-host.ts'
import { ShortcutLayer } from './shortcut-layer.ts'

interface PopoverProps {
  trigger: ReactElement
  /** Names the panel for assistive technology. */
  label: string
  children: ReactNode
  align?: 'start' | 'center' | 'end' | undefined
  open?: boolean | undefined
  onOpenChange?: ((open: boolean) => void) | undefined
}

export function Popover({ trigger, label, children, align = 'start', open, onOpenChange }: PopoverProps) {
  const layer = useId()
  const host = usePortalHost()
  return (
    <RadixPopover.Root
      {...(open !== undefined && { open })}
      {...(onOpenChange !== undefined && { onOpenChange })}
    >
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal container={host}>
        <RadixPopover.Content
          aria-label={label}
          data-shortcut-layer={layer}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="enter-fade z-50 max-h-(--radix-popover-content-available-height) min-w-56 max-w-[min(40rem,calc(100vw-1rem))] overflow-y-auto rounded-lg border border-rule-strong bg-raised p-3 text-ink shadow-lift"
        >
          <ShortcutLayer value={layer}>{children}</ShortcutLayer>
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  )
}
