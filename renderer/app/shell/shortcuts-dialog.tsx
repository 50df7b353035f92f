import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import type { CommandGroup } from './command-palette.tsx'

interface ShortcutsDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  groups: readonly CommandGroup[]
}

const LIST_KEYS = [
  { combos: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'], text: 'help.move' },
  { combos: ['PageUp', 'PageDown'], text: 'help.page' },
  { combos: ['Home', 'End'], text: 'help.gridEnds' },
  { combos: ['Enter'], text: 'help.activate' },
  { combos: ['F2'], text: 'help.enterCell' },
] as const

export function ShortcutsDialog({ open, onOpenChange, groups }: ShortcutsDialogProps) {
  const { t } = useTranslation('common')
  const sections = groups
    .map((group) => ({
      heading: group.heading,
      rows: group.commands.flatMap((command) =>
        command.shortcut ? [{ text: command.label, combos: [command.shortcut] }] : [],
      ),
    }))
    .concat({
      heading: t('shell.list'),
      rows: LIST_KEYS.map(({ combos, text }) => ({ text: t(text), combos: [...combos] })),
    })
    .filter((section) => section.rows.length > 0)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('shell.help')}
      description={t('shell.helpText')}
      size="lg"
    >
      <div className="columns-1 gap-8 sm:columns-2">
        {sections.map((section) => (
          <section key={section.heading} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 border-b border-rule pb-1 text-xs font-semibold text-ink-muted">
              {section.heading}
            </h3>
            <dl>
              {section.rows.map((row) => (
                <div key={row.text} className="flex min-h-7 items-center justify-between gap-4">
                  <dt>{row.text}</dt>
                  <dd className="flex gap-1">
                    {row.combos.map((combo) => (
                      <Kbd key={combo} combo={combo} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
