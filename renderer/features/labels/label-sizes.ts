/** Sheets of self-adhesive labels as they are sold: A4, so many across and down. */
export const LABEL_SIZES = {
  '3x8': {
    perSheet: 24,
    /** Room for the bars inside a label. */
    roomMm: 62,
    page: 'grid-cols-3 auto-rows-[37mm] pt-[0.5mm]',
    label: 'gap-[1mm] px-[4mm] py-[2mm] text-[10pt] leading-[4.2mm]',
    price: 'text-[15pt] leading-[6mm]',
    bars: 'h-[9mm]',
  },
  '4x10': {
    perSheet: 40,
    roomMm: 46,
    page: 'grid-cols-4 auto-rows-[29.7mm]',
    label: 'gap-[0.5mm] px-[3mm] py-[1.5mm] text-[8pt] leading-[3.4mm]',
    price: 'text-[12pt] leading-[5mm]',
    bars: 'h-[7.5mm]',
  },
} as const

export type LabelSize = keyof typeof LABEL_SIZES
export const LABEL_SIZE_NAMES = Object.keys(LABEL_SIZES) as LabelSize[] // the object's own keys

/** More than a box of sheets holds: whoever types a barcode into a quantity shall not print it. */
export const MOST_LABELS = 2_000

/**
 * Which label goes where, sheet by sheet: `skip` places are used up on the first one (null), and each line comes as often as it
 * says, in order.
 */
export function sheetsOf<Line>(
  lines: readonly { readonly line: Line; readonly copies: number }[],
  skip: number,
  perSheet: number,
): (Line | null)[][] {
  const places: (Line | null)[] = Array.from({ length: Math.min(skip, perSheet - 1) }, () => null)
  for (const { line, copies } of lines) {
    for (let copy = 0; copy < copies && places.length < MOST_LABELS + skip; copy++) places.push(line)
  }
  const sheets: (Line | null)[][] = []
  for (let at = 0; at < places.length; at += perSheet) sheets.push(places.slice(at, at + perSheet))
  return sheets.filter((sheet) => sheet.some((place) => place !== null))
}
