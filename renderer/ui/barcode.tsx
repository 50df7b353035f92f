import { type Barcode, QUIET_ZONE } from '@shared/barcode/barcode.ts'

interface BarcodeBarsProps {
  barcode: Barcode
  /** Width of the narrowest bar in millimetres; without it the bars fill the space they have. */
  moduleMm?: number | undefined
  className?: string | undefined
}

/** The bars alone, with the white space that scanners need; sharp at any size. */
export function BarcodeBars({ barcode, moduleMm, className }: BarcodeBarsProps) {
  const bars: string[] = []
  let at = QUIET_ZONE
  for (const [index, width] of barcode.modules.entries()) {
    if (index % 2 === 0) bars.push(`M${at} 0h${width}v1h-${width}z`)
    at += width
  }
  const total = at + QUIET_ZONE
  return (
    <svg
      aria-hidden
      className={className}
      viewBox={`0 0 ${total} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      {...(moduleMm !== undefined && { width: `${(total * moduleMm).toFixed(2)}mm` })}
    >
      <path d={bars.join('')} fill="black" />
    </svg>
  )
}
