import { useCan } from '@renderer/db/hooks.ts'
import { formatMoney, formatPercent, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { StatTile } from '@renderer/ui/stat-tile.tsx'
import type { SalesFigures, SalesReport } from '@shared/analytics/figures.ts'
import { minor as asMinor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { useTranslation } from 'react-i18next'
import { averageOrder, changeOf } from './changes.ts'

interface TileSpec {
  readonly label: string
  readonly value: React.ReactNode
  readonly figure: (figures: SalesFigures) => number | null
  readonly write: (value: number) => string
  readonly hint?: string | undefined
}

export function FigureTiles({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const tiles = useTiles(report)
  return (
    <section
      aria-label={t('tile.label')}
      className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-3"
    >
      {tiles.map((tile) => (
        <Tile key={tile.label} tile={tile} report={report} />
      ))}
    </section>
  )
}

function Tile({ tile, report }: { tile: TileSpec; report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const locale = useLocale()
  const before = report.compare ? tile.figure(report.compare.total) : null
  const change = report.compare ? changeOf(tile.figure(report.total), before) : null
  return (
    <StatTile
      label={tile.label}
      value={tile.value}
      delta={
        change && {
          value: formatPercent(change.ratio, locale, { sign: true }),
          direction: change.direction,
          good: change.direction !== 'down',
        }
      }
      hint={
        <>
          {report.compare && (
            <span className="tabular-nums">
              {before === null ? t('tile.none') : t('tile.before', { value: tile.write(before) })}
            </span>
          )}
          {tile.hint !== undefined && <span className="w-full tabular-nums">{tile.hint}</span>}
        </>
      }
    />
  )
}

function useTiles(report: SalesReport): TileSpec[] {
  const { t } = useTranslation('dashboard')
  const locale = useLocale()
  const maySeeMargin = useCan('reports.view-margin')
  const { total, currency } = report
  const money = (value: number) => formatMoney(asMinor(value), currency, locale)
  const count = (value: number) => formatQuantity(value, locale)
  const average = averageOrder(total)
  const knownShare = total.revenue > 0 ? total.marginRevenue / total.revenue : 0
  const tiles: TileSpec[] = [
    {
      label: t('tile.revenue'),
      value: <MoneyText amount={total.revenue} currency={currency} />,
      figure: ({ revenue }) => revenue,
      write: money,
      hint:
        total.returns > 0
          ? t('tile.returns', { count: total.returns, amount: money(total.returned) })
          : undefined,
    },
    {
      label: t('tile.orders'),
      value: <QuantityText value={quantity(total.orders)} />,
      figure: ({ orders }) => orders,
      write: count,
    },
    {
      label: t('tile.average'),
      value:
        average === null ? t('tile.noAverage') : <MoneyText amount={asMinor(average)} currency={currency} />,
      figure: averageOrder,
      write: money,
    },
    {
      label: t('tile.units'),
      value: <QuantityText value={quantity(total.units)} />,
      figure: ({ units }) => units,
      write: count,
    },
  ]
  if (!maySeeMargin) return tiles
  return [
    ...tiles,
    {
      label: t('tile.margin'),
      value: <MoneyText amount={total.margin} currency={currency} />,
      figure: ({ margin }) => margin,
      write: money,
      hint:
        total.marginRevenue === 0
          ? t('tile.unknown')
          : t('tile.known', { share: formatPercent(knownShare, locale) }),
    },
  ]
}
