import { useTranslation } from 'react-i18next'
import { comboKeys } from './shortcut-combo.ts'

interface KbdProps {
  /** A combination as `useShortcut` takes it. */
  combo: string
  /** Hidden from assistive technology where the control already carries `aria-keyshortcuts`. */
  decorative?: boolean | undefined
  tone?: 'default' | 'on-accent' | 'quiet' | undefined
}

const LOOKS = {
  default: 'min-w-4.5 border border-rule bg-paper px-1 text-ink-muted',
  'on-accent': 'min-w-4.5 border border-current px-1',
  quiet: 'px-px text-ink-faint',
}

export function Kbd({ combo, decorative = false, tone = 'default' }: KbdProps) {
  const { t } = useTranslation('common')
  return (
    <span className="inline-flex shrink-0 gap-0.5" aria-hidden={decorative || undefined}>
      {comboKeys(combo, (key) => t(`key.${key}`)).map((key) => (
        <kbd
          key={key}
          className={`inline-flex h-4.5 items-center justify-center rounded-sm text-2xs font-medium leading-none ${LOOKS[tone]}`}
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
