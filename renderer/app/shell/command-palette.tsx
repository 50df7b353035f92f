import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog as RadixDialog } from 'radix-ui'
import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../../ui/kbd.tsx'
import type { Command } from './commands.ts'

export interface CommandGroup {
  readonly id: string
  readonly heading: string
  readonly commands: readonly Command[]
}

interface CommandPaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  groups: readonly CommandGroup[]
}

/** Letters without their accents, so that "depot" finds "Dépôt". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function score(_id: string, search: string, keywords: readonly string[] = []): number {
  const [label = '', ...others] = keywords.map(plain)
  const words = plain(search).split(/\s+/).filter(Boolean)
  if (!words.every((word) => label.includes(word) || others.some((other) => other.includes(word)))) return 0
  return words.some((word) => label.startsWith(word)) ? 1 : 0.5
}

export function CommandPalette({ open, onOpenChange, groups }: CommandPaletteProps) {
  const { t } = useTranslation('common')
  const layer = useId()
  const chosen = useRef<Command | null>(null)
  // The command runs once the focus is back where it was, so that it may take the focus elsewhere.
  const runChosen = (): void => {
    const command = chosen.current
    chosen.current = null
    if (command) setTimeout(command.run)
  }
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="enter-fade fixed inset-0 z-40 bg-scrim" />
        <RadixDialog.Content
          aria-describedby={undefined}
          data-shortcut-layer={layer}
          onCloseAutoFocus={runChosen}
          className="enter-rise fixed top-[12vh] left-1/2 z-40 w-[36rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 overflow-hidden rounded-lg border border-rule-strong bg-raised text-ink shadow-lift"
        >
          <RadixDialog.Title className="sr-only">{t('shell.palette')}</RadixDialog.Title>
          <Cmdk label={t('shell.palette')} filter={score} loop vimBindings={false}>
            <div className="flex items-center gap-2 border-b border-rule px-3">
              <Search aria-hidden className="size-4 text-ink-muted" />
              <Cmdk.Input
                placeholder={t('shell.palettePlaceholder')}
                className="min-h-11 flex-1 bg-transparent text-base focus-visible:outline-none"
              />
              <Kbd combo="Escape" decorative />
            </div>
            <Cmdk.List label={t('shell.palette')} className="max-h-[50vh] overflow-y-auto p-1">
              <Cmdk.Empty className="px-3 py-6 text-center text-ink-muted">
                {t('shell.paletteEmpty')}
              </Cmdk.Empty>
              {groups.map((group) => (
                <Cmdk.Group
                  key={group.id}
                  heading={group.heading}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted"
                >
                  {group.commands.map((command) => (
                    <Cmdk.Item
                      key={command.id}
                      value={command.id}
                      keywords={[command.label, ...(command.keywords ?? [])]}
                      onSelect={() => {
                        chosen.current = command
                        onOpenChange(false)
                      }}
                      className="flex min-h-9 items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent-ink [&_svg]:size-4"
                    >
                      {command.icon}
                      <span className="flex-1">{command.label}</span>
                      {command.shortcut && <Kbd combo={command.shortcut} decorative />}
                    </Cmdk.Item>
                  ))}
                </Cmdk.Group>
              ))}
            </Cmdk.List>
          </Cmdk>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}
