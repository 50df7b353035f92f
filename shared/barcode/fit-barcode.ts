import { type Barcode, QUIET_ZONE } from './barcode.ts'

/** Narrower bars run together on an office printer. */
export const NARROWEST_MODULE_MM = 0.19
/** The size of EAN-13 by its standard; wider gains nothing. */
export const USUAL_MODULE_MM = 0.33

/** How wide the narrowest bar may be where there is that much room, white margins included; null where none would be read. */
export function fitBarcode({ modules }: Barcode, roomMm: number): number | null {
  const total = modules.reduce((sum, width) => sum + width, 2 * QUIET_ZONE)
  const module = Math.min(USUAL_MODULE_MM, roomMm / total)
  return module < NARROWEST_MODULE_MM ? null : module
}
