import {
  ArrowDownUp,
  Banknote,
  Boxes,
  ChartColumn,
  FileChartColumn,
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

/** The numbers are learned by hand: a screen that comes later takes the next one, wherever it stands. */
const SCREENS = [
  { id: 'counter', path: '/counter', icon: ScanBarcode, digit: 1 },
  { id: 'till', path: '/till', icon: Banknote, digit: 7 },
  { id: 'products', path: '/products', icon: Package, digit: 2 },
  { id: 'stock', path: '/stock', icon: Boxes, digit: 3 },
  { id: 'orders', path: '/orders', icon: ReceiptText, digit: 4 },
  { id: 'customers', path: '/customers', icon: Users, digit: 8 },
  { id: 'dashboard', path: '/dashboard', icon: ChartColumn, digit: 5 },
  { id: 'reports', path: '/reports', icon: FileChartColumn, digit: 9 },
  { id: 'sync', path: '/sync', icon: ArrowDownUp, digit: 6 },
] as const

export type ScreenId = (typeof SCREENS)[number]['id']

/** The main screens in their order. A screen keeps its shortcut when others are left out. */
export function useMainNav(): (NavItem & { readonly id: ScreenId })[] {
  const { t } = useTranslation('common')
  return useMemo(
    () =>
      SCREENS.map(({ id, path, icon, digit }) => ({
        id,
        path,
        icon,
        label: t(`nav.${id}`),
        shortcut: `mod+${digit}`,
      })),
    [t],
  )
}
