import {
  ArrowDownUp,
  Boxes,
  ChartColumn,
  type LucideIcon,
  Package,
  ReceiptText,
  ScanBarcode,
  Users,
} from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export interface NavItem {
  readonly id: string
  /** Path of the hash router, e.g. `/stock`. */
  readonly path: string
  readonly label: string
  readonly icon: LucideIcon
  readonly shortcut?: string | undefined
  /** Something waits there: a figure and what it counts. */
  readonly badge?: { readonly count: number; readonly label: string } | undefined
}

const SCREENS = [
  { id: 'counter', path: '/counter', icon: ScanBarcode },
  { id: 'products', path: '/products', icon: Package },
  { id: 'stock', path: '/stock', icon: Boxes },
  { id: 'orders', path: '/orders', icon: ReceiptText },
  { id: 'dashboard', path: '/dashboard', icon: ChartColumn },
  { id: 'sync', path: '/sync', icon: ArrowDownUp },
  { id: 'customers', path: '/customers', icon: Users },
] as const

export type ScreenId = (typeof SCREENS)[number]['id']

/** The main screens in their order. A screen keeps its shortcut when others are left out. */
export function useMainNav(): (NavItem & { readonly id: ScreenId })[] {
  const { t } = useTranslation('common')
  return useMemo(
    () =>
      SCREENS.map(({ id, path, icon }, index) => ({
        id,
        path,
        icon,
        label: t(`nav.${id}`),
        shortcut: `mod+${index + 1}`,
      })),
    [t],
  )
}
