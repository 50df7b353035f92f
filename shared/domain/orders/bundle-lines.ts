import type { Signature } from '@shared/domain/authoring.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { MAX_QUANTITY, quantity } from '@shared/kernel/quantity.ts'
import type { LineComponent, Order, OrderLine, OrderReturn } from '@shared/schemas/orders.schema.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import { returnedByLine } from './returned.ts'

/*
 * A bundle has a price of its own and no stock: what leaves the shelf and comes back are its components, as the line names them since it was
 * sold (BUNDLE-2). Money, returns and reports know the bundle alone.
 */

interface Bundled {
  readonly components?: readonly LineComponent[] | undefined
}

/** The goods of one bundle; empty for a line that is no bundle. */
export const componentsOf = ({ components = [] }: Bundled): readonly LineComponent[] => components

export const isBundleLine = (line: Bundled): boolean => componentsOf(line).length > 0

/** What leaves the shelf: a line itself, or the goods of its bundles in its place. */
export const goodsOf = (lines: readonly OrderLine[]): OrderLine[] =>
  lines.flatMap((line) => (isBundleLine(line) ? componentsOf(line).map((one) => asLine(line, one)) : [line]))

function asLine(
  { components: _, unitCost: _cost, pricePer: _per, unit: _unit, lots: _lots, ...line }: OrderLine,
  { variantId, quantity: units, unitCost }: LineComponent,
): OrderLine {
  const cost = unitCost === undefined ? {} : { unitCost }
  return { ...line, ...cost, variantId, quantity: quantity(line.quantity * units) }
}

/** BUNDLE-3: what is back on the shelf of returned lines: as many components as bundles came back. */
export function goodsReturned(
  order: Pick<Order, 'lines'>,
  lines: OrderReturn['lines'],
): { readonly variantId: Id; readonly quantity: number }[] {
  const soldById = new Map(order.lines.map((line) => [line.id, line]))
  return lines.flatMap((line) => {
    const sold = line.lineId === null ? undefined : soldById.get(line.lineId)
    if (!sold || !isBundleLine(sold)) return [line]
    return componentsOf(sold).map((one) => ({
      variantId: one.variantId,
      quantity: line.quantity * one.quantity,
    }))
  })
}

/** What a line of a bundle does to stock, `units` bundles at once. */
export const postBundle = (
  line: OrderLine,
  units: number,
  posting: Pick<StockPosting, 'locationId' | 'kind'> & Signature,
  idOf: (variantId: Id) => Id,
): StockPosting[] =>
  componentsOf(line).map(({ variantId, quantity: each, unitCost }) => ({
    ...posting,
    id: idOf(variantId),
    variantId,
    quantity: quantity(units * each),
    ...(unitCost === undefined ? {} : { unitCost }),
  }))

/** The one posting by which a component comes back when its order is cancelled, on whichever device. */
const cancelId = (orderId: Id, lineId: string, variantId: Id): Id =>
  deriveId(orderId, 'cancel', lineId, 'component', variantId)

/** What of its bundles a cancelled order puts back on the shelf: all that has not come back yet. */
export function bundlesCancelled(order: Order, signature: Signature): StockPosting[] {
  const returned = returnedByLine(order)
  const posting = { locationId: order.locationId, kind: 'cancel' as const, ...signature }
  return order.lines.filter(isBundleLine).flatMap((line) => {
    const left = line.quantity - (returned.get(line.id)?.quantity ?? 0)
    return left <= 0 ? [] : postBundle(line, left, posting, (id) => cancelId(order.id, line.id, id))
  })
}

/** How many bundles a posting of a cancellation stands for, by posting id: the first component speaks for its bundle, the others for none. */
export const bundlesByCancelId = (
  order: Pick<Order, 'id' | 'lines'>,
): Map<Id, { readonly lineId: string; readonly unitsPerBundle: number | null }> =>
  new Map(
    order.lines.flatMap((line) =>
      componentsOf(line).map(({ variantId, quantity: each }, i) => [
        cancelId(order.id, line.id, variantId),
        { lineId: line.id, unitsPerBundle: i === 0 ? each : null },
      ]),
    ),
  )

/** Bundles of the line that a cancellation brought back. */
export function bundlesBack(order: Order, line: OrderLine): number {
  const [first] = componentsOf(line)
  if (!first) return 0
  const id = cancelId(order.id, line.id, first.variantId)
  const posted = order.stockPostings.find((posting) => posting.id === id)
  return posted ? Math.floor(posted.quantity / first.quantity) : 0
}

/** BUNDLE-2: components that cannot be: the bundle itself, one twice, or too many to count; null when they are sound. */
export function oddComponent({
  variantId,
  quantity: sold,
  components = [],
}: Bundled & { readonly variantId: Id; readonly quantity: number }): Id | null {
  const seen = new Set<Id>([variantId])
  for (const one of components) {
    if (seen.has(one.variantId) || Math.abs(sold) * one.quantity > MAX_QUANTITY) return one.variantId
    seen.add(one.variantId)
  }
  return null
}
