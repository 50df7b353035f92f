import { counterMovement } from '@renderer/features/stock/counter-movement.ts'
import {
  draftProblem,
  type MovementDraft,
  movementInput,
  newDraft,
  signOf,
} from '@renderer/features/stock/movement-draft.ts'
import { addToLines, changeLine, removeLine, type StockLine } from '@renderer/features/stock/stock-lines.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { recordCount, recordMovement } from '@shared/domain/stock/movement.ts'
import { foldStock } from '@shared/domain/stock/postings.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { deriveId } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { type StockMovement, stockMovementSchema } from '@shared/schemas/movements.schema.ts'
import { describe, expect, it } from 'vitest'
import { author, deps, NOW } from '../products/build-product.ts'

const businessDay = businessDayOf(NOW, 0)
const [shop, depot] = [deriveId('shop'), deriveId('depot')]
const [soap, rice] = [deriveId('soap'), deriveId('rice')]
const line = (changes: Partial<StockLine> = {}): StockLine => ({
  variantId: soap,
  name: 'Savon',
  sku: 'SAV',
  quantity: 3,
  unitCost: minor(200),
  onHand: 10,
  ...changes,
})
const draft = (changes: Partial<MovementDraft>): MovementDraft => ({
  ...newDraft('receive', shop),
  lines: [line()],
  ...changes,
})
const recorded = (made: MovementDraft): StockMovement => {
  const movement = recordMovement(movementInput(made, businessDay), author, deps)
  if (!movement.ok) throw new Error(movement.error.type)
  return movement.value
}

describe('a movement before it is posted', () => {
  it('receives with the unit cost, the supplier and the reference', () => {
    const movement = recorded(draft({ supplierName: ' Sodipas ', reference: 'BL 12' }))
    expect(movement).toMatchObject({ kind: 'receive', supplierName: 'Sodipas', reference: 'BL 12' })
    expect(movement.postings).toMatchObject([{ quantity: 3, unitCost: 200, locationId: shop }])
  })

  it('takes the direction of the reason, and the person’s where the reason has none', () => {
    const adjust = (adjustReason: MovementDraft['adjustReason'], direction: MovementDraft['direction']) =>
      signOf(draft({ mode: 'adjust', adjustReason, direction }))
    expect([
      adjust('theft', 'add'),
      adjust('found', 'remove'),
      adjust('correction', 'add'),
      adjust('correction', 'remove'),
    ]).toEqual([-1, 1, 1, -1])
  })

  it('posts waste and thefts as less', () => {
    expect(recorded(draft({ mode: 'waste' })).postings[0]?.quantity).toBe(-3)
    expect(recorded(draft({ mode: 'adjust', adjustReason: 'theft' })).postings[0]?.quantity).toBe(-3)
  })

  it('says what is missing before it can be posted', () => {
    expect(draftProblem(draft({ lines: [] }))).toBe('noLines')
    expect(draftProblem(draft({ lines: [line({ quantity: 0 })] }))).toBe('noQuantity')
    expect(draftProblem(draft({ mode: 'transfer' }))).toBe('noDestination')
    expect(draftProblem(draft({ mode: 'transfer', toLocationId: shop }))).toBe('noDestination')
    expect(draftProblem(draft({ mode: 'adjust', adjustReason: 'other' }))).toBe('noNote')
    expect(draftProblem(draft({ mode: 'adjust', adjustReason: 'other', note: 'inondation' }))).toBeNull()
  })

  it('counts a variant scanned twice on one line', () => {
    const variant = {
      variantId: rice,
      productId: rice,
      name: 'Riz',
      productName: 'Riz',
      sku: 'RIZ',
      barcodes: [],
      price: null,
      cost: null,
      currency: 'XOF',
      taxClassId: null,
      categoryId: null,
      vendorId: null,
      onHand: quantity(4),
      tracked: true,
      lowStockThreshold: null,
      unit: 'piece',
      active: true,
    } as const
    const lines = addToLines(addToLines([line()], variant), variant)
    expect(lines.map(({ name, quantity: count }) => [name, count])).toEqual([
      ['Savon', 3],
      ['Riz', 2],
    ])
    expect(removeLine(changeLine(lines, soap, { quantity: 9 }), rice)).toEqual([line({ quantity: 9 })])
  })
})

describe('taking a movement back', () => {
  const shelves = (movement: StockMovement) => {
    const undone = counterMovement(movement, { businessDay }, author, deps)
    expect(stockMovementSchema.safeParse(undone).error).toBeUndefined()
    expect(checkDocument('stockMovements', null, undone)).toEqual({ ok: true, value: undefined })
    return [...foldStock([...movement.postings, ...undone.postings]).values()]
  }

  it('LEDGER-3 cancels a delivery, an adjustment and a waste by a movement beside it', () => {
    const lines = [line(), line({ variantId: rice, quantity: 7 })]
    for (const mode of ['receive', 'adjust', 'waste'] as const)
      expect(shelves(recorded(draft({ mode, lines })))).toEqual([0, 0])
  })

  it('LEDGER-4 sends a transfer back where it came from', () => {
    const lines = [line(), line({ variantId: rice, quantity: 7 })]
    const movement = recorded(draft({ mode: 'transfer', toLocationId: depot, lines }))
    expect(shelves(movement)).toEqual([0, 0, 0, 0])
    expect(counterMovement(movement, { businessDay }, author, deps).kind).toBe('transfer')
  })

  it('cancels the differences of a count', () => {
    const count = recordCount(
      {
        lines: [{ variantId: soap, locationId: shop, counted: quantity(4), expected: quantity(9) }],
        businessDay,
      },
      author,
      deps,
    )
    if (!count.ok) throw new Error(count.error.type)
    expect(shelves(count.value)).toEqual([0])
  })
})
