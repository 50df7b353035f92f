import { useTranslation } from 'react-i18next'
import { cx } from '../../ui/class-names.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { comboToAria } from '../../ui/shortcut-combo.ts'
import { BrandMark } from './brand-mark.tsx'
import type { NavItem } from './main-nav.ts'

interface NavRailProps {
  items: readonly NavItem[]
  currentPath: string
}

const isCurrent = (item: NavItem, path: string): boolean =>
  path === item.path || path.startsWith(`${item.path}/`)

/** Narrow windows get the name under the icon, wide ones beside it. */
export function NavRail({ items, currentPath }: NavRailProps) {
  const { t } = useTranslation('common')
  return (
    <nav
      aria-label={t('nav.label')}
      className="flex w-24 shrink-0 flex-col gap-1 overflow-y-auto border-r border-rule bg-sunken px-2 pb-3 min-[90rem]:w-56"
    >
      <div className="flex h-12 shrink-0 items-center justify-center gap-2 min-[90rem]:justify-start min-[90rem]:px-2">
        <BrandMark className="size-6" />
        <span className="hidden text-base font-semibold tracking-tight min-[90rem]:inline">
          {t('app.name')}
        </span>
      </div>
      <ul className="flex flex-col gap-1">
        {items.map((item) => (
          <li key={item.id}>
            <NavLink item={item} current={isCurrent(item, currentPath)} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  const Icon = item.icon
  return (
    <a
      href={`#${item.path}`}
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={item.shortcut ? comboToAria(item.shortcut) : undefined}
      className={cx(
        'relative flex min-h-15 flex-col items-center justify-center gap-0.5 rounded-md px-1 py-1.5 text-center text-xs leading-4 font-medium',
        'min-[90rem]:min-h-10 min-[90rem]:flex-row min-[90rem]:justify-start min-[90rem]:gap-2.5 min-[90rem]:px-2.5 min-[90rem]:py-0 min-[90rem]:text-left min-[90rem]:text-sm',
        current
          ? 'bg-surface text-accent-ink shadow-[inset_3px_0_0_var(--marigold)]'
          : 'text-ink-muted hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      <span className="min-[90rem]:flex-1">{item.label}</span>
      {item.badge && item.badge.count > 0 && (
        <span className="absolute top-1 right-1 min-w-5 rounded-full bg-marigold-soft px-1 text-2xs font-semibold text-marigold-ink tabular-nums min-[90rem]:static">
          {item.badge.count > 99 ? '99+' : item.badge.count}
          <span className="sr-only"> {item.badge.label}</span>
        </span>
      )}
      {item.shortcut && <Kbd combo={item.shortcut} decorative tone="quiet" />}
    </a>
  )
}
