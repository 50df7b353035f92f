import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './class-names.ts'

type BannerTone = 'info' | 'success' | 'warning' | 'danger'

interface BannerProps {
  tone: BannerTone
  title: string
  children?: ReactNode
  action?: ReactNode
}

const LOOKS: Record<BannerTone, string> = {
  info: 'border-info bg-info-soft text-info-ink',
  success: 'border-success bg-success-soft text-success-ink',
  warning: 'border-warning bg-warning-soft text-warning-ink',
  danger: 'border-danger bg-danger-soft text-danger-ink',
}
const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert }

export function Banner({ tone, title, children, action }: BannerProps) {
  const { t } = useTranslation('common')
  const Icon = ICONS[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cx('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3 py-2', LOOKS[tone])}
    >
      <Icon role="img" aria-label={t(`ui.${tone}`)} className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-48 flex-1">
        <p className="font-semibold">{title}</p>
        {children && <div className="text-ink">{children}</div>}
      </div>
      {action && <div className="flex items-center gap-2">{action}</div>}
    </div>
  )
}
