import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { sharesOfPosting } from '@shared/domain/stock/lots.ts'
import { type MovementLine, recordMovement } from '@shared/domain/stock/movement.ts'
import { assert } from '@shared/kernel/assert.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { isId } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'

/**
 * The movement that takes another one back: the same shelves, the opposite quantities. What was posted stays posted
 * (LEDGER-3); a transfer goes back as a transfer, so that nothing is made or lost (LEDGER-4).
 */
export function counterMovement(
  movement: StockMovement,
  { businessDay }: { readonly businessDay: BusinessDay },
  author: Author,
  deps: DomainDeps,
): StockMovement {
  const purchaseOrderId = movement.details?.purchaseOrderId
  const shared = { businessDay, reason: 'undo', reference: (movement.reference || movement.id).slice(0, 120) }
  const undone =
    movement.kind === 'transfer'
      ? recordMovement({ ...shared, kind: 'transfer', lines: linesBack(movement) }, author, deps)
      : recordMovement(
          {
            ...shared,
            kind: 'adjust',
            lines: movement.postings.map((posting) => ({
              variantId: posting.variantId,
              locationId: posting.locationId,
              quantity: quantity(-posting.quantity),
              lots: sharesOfPosting(posting),
              ...(posting.unitCost === undefined ? {} : { unitCost: posting.unitCost }),
            })),
            ...(isId(purchaseOrderId) ? { purchaseOrderId } : {}),
          },
          author,
          deps,
        )
  assert(undone.ok, 'a movement that could be recorded can be taken back')
  return undone.value
}

/** The legs of a transfer stand in pairs: from, then to. */
function linesBack({ postings }: StockMovement): MovementLine[] {
  const lines: MovementLine[] = []
  for (let i = 0; i + 1 < postings.length; i += 2) {
    const [from, to] = [postings[i], postings[i + 1]]
    assert(from !== undefined && to !== undefined, 'a transfer has two legs a line')
    lines.push({
      variantId: to.variantId,
      locationId: to.locationId,
      toLocationId: from.locationId,
      quantity: to.quantity,
      lots: sharesOfPosting(to),
    })
  }
  return lines
}
