import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { cx } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { usePortalHost } from './portal-host.ts'
import { comboToAria } from './shortcut-combo.ts'

export interface MenuItem {
  readonly label: string
  readonly onSelect: () => void
  readonly icon?: ReactNode
  readonly danger?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly shortcut?: string | undefined
  /** Given, the item is one of a choice and says whether it is the chosen one. */
  readonly checked?: boolean | undefined
  /** Heading of a group that begins with this item. */
  readonly group?: string | undefined
  /** A rule above this item. */
  readonly separated?: boolean | undefined
}

interface MenuProps {
  /** One element that takes a ref: a Button or IconButton. */
  trigger: ReactElement
  items: readonly MenuItem[]
  align?: 'start' | 'end' | undefined
}

export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  const host = usePortalHost()
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={host}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="enter-fade z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-lg border border-rule-strong bg-raised p-1 text-ink shadow-lift"
        >
          {items.map((item) => (
            <Fragment key={item.label}>
              {item.separated && <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-rule" />}
              {item.group && (
                <DropdownMenu.Label className="px-2 pt-1.5 pb-0.5 text-xs font-medium text-ink-muted">
                  {item.group}
                </DropdownMenu.Label>
              )}
              <Entry item={item} />
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Entry({ item }: { item: MenuItem }) {
  const shared = {
    disabled: item.disabled === true,
    onSelect: item.onSelect,
    'aria-keyshortcuts': item.shortcut ? comboToAria(item.shortcut) : undefined,
    className: cx(
      'flex min-h-8 items-center gap-2 rounded-sm px-2 text-sm outline-none data-highlighted:bg-accent-soft data-highlighted:outline-2 data-highlighted:-outline-offset-2 data-highlighted:outline-focus data-disabled:text-ink-faint [&_svg]:size-4',
      item.danger && 'text-danger-ink',
    ),
  }
  const content = (
    <>
      {item.icon}
      <span className="flex-1">{item.label}</span>
      {item.shortcut && <Kbd combo={item.shortcut} decorative />}
    </>
  )
  if (item.checked === undefined) return <DropdownMenu.Item {...shared}>{content}</DropdownMenu.Item>
  return (
    <DropdownMenu.CheckboxItem {...shared} checked={item.checked}>
      <span className="size-4">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden />
        </DropdownMenu.ItemIndicator>
      </span>
      {content}
    </DropdownMenu.CheckboxItem>
  )
}
