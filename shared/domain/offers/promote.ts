import { grossOf } from '@shared/domain/orders/pricing.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor, scaleMinor } from '@shared/kernel/money.ts'
import { type LinePromotion, MAX_LINE_PROMOTIONS, type Promotion } from '@shared/schemas/offers.schema.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'

/*
 * What promotions take off the lines of a cart. Pure and without memory: the same lines and promotions, in whatever order, give
 * the same (PROMO-4).
 */

export interface PromotedLine {
  readonly id: string
  readonly variantId: Id
  readonly categoryId: Id | null
  readonly quantity: number
  readonly unitPrice: Minor
  readonly pricePer?: number | undefined
  readonly unit?: Unit | undefined
}

export interface NamedPromotion {
  readonly id: Id
  readonly value: Promotion
}

type AmountByLine = ReadonlyMap<string, number>

/** One promotion with what it would give by itself; `whole`: only to all of its lines together. */
interface Offered {
  readonly promotion: NamedPromotion
  readonly amounts: AmountByLine
  readonly whole: boolean
}

/** What each line is given, nothing for those left out. Promotions that do not run now are the caller's to leave out. */
export function promote(
  lines: readonly PromotedLine[],
  promotions: readonly NamedPromotion[],
): ReadonlyMap<string, readonly LinePromotion[]> {
  const offered = promotions
    .map((promotion) => offer(promotion, lines))
    .sort((a, b) => sumOf(b.amounts) - sumOf(a.amounts) || compare(a.promotion.id, b.promotion.id))
  const best = chooseBest(offered.filter(({ promotion }) => !promotion.value.addsUp))
  const added = offered.filter(({ promotion }) => promotion.value.addsUp)
  return new Map(
    lines.flatMap((line) => {
      const given = giveLine(line, best.get(line.id), added)
      return given.length === 0 ? [] : [[line.id, given]]
    }),
  )
}

/** PROMO-2: on each line the one that gives most; one that needs several lines wins them when it gives more than all they had. */
function chooseBest(offered: readonly Offered[]): ReadonlyMap<string, Offered> {
  const best = new Map<string, Offered>()
  const amountOn = (lineId: string): number => best.get(lineId)?.amounts.get(lineId) ?? 0
  for (const one of offered.filter(({ whole }) => !whole)) {
    for (const [lineId, amount] of one.amounts) if (amount > amountOn(lineId)) best.set(lineId, one)
  }
  for (const one of offered.filter(({ whole }) => whole)) {
    const ids = [...one.amounts.keys()]
    if (ids.some((id) => best.get(id)?.whole === true)) continue
    const had = ids.reduce((sum, id) => sum + amountOn(id), 0)
    if (sumOf(one.amounts) > had) for (const id of ids) best.set(id, one)
  }
  return best
}

/** PROMO-1: together they never take more than the goods cost. */
function giveLine(line: PromotedLine, best: Offered | undefined, added: readonly Offered[]): LinePromotion[] {
  let left: number = Math.max(0, grossOf(line))
  const given: LinePromotion[] = []
  for (const { promotion, amounts } of best ? [best, ...added] : added) {
    const amount = minor(Math.min(left, amounts.get(line.id) ?? 0))
    if (amount <= 0 || given.length >= MAX_LINE_PROMOTIONS) continue
    given.push({ id: promotion.id, name: promotion.value.name, amount })
    left -= amount
  }
  return given
}

const isMeant = ({ value }: NamedPromotion, line: PromotedLine): boolean =>
  value.everything ||
  value.variantIds.includes(line.variantId) ||
  (line.categoryId !== null && value.categoryIds.includes(line.categoryId))

function offer(promotion: NamedPromotion, lines: readonly PromotedLine[]): Offered {
  const meant = lines.filter((line) => isMeant(promotion, line) && grossOf(line) > 0)
  const { value } = promotion
  switch (value.type) {
    case 'percent':
      return offerByLine(promotion, meant, (line) => scaleMinor(grossOf(line), value.rate, 10_000))
    case 'amount':
      return offerByLine(promotion, meant, (line) => grossOf({ ...line, unitPrice: value.amount }))
    case 'price-breaks':
      return offerByLine(promotion, meant, (line) => offBreak(line, meant, value))
    case 'buy-get':
      return { promotion, whole: true, amounts: offBuyGet(meant, value) }
  }
}

function offerByLine(
  promotion: NamedPromotion,
  lines: readonly PromotedLine[],
  amountOf: (line: PromotedLine) => number,
): Offered {
  const amounts = new Map(lines.map((line) => [line.id, Math.min(grossOf(line), amountOf(line))]))
  return { promotion, whole: false, amounts }
}

/** Counted over all lines of the article: the customer has as many, however often they were scanned. */
function offBreak(line: PromotedLine, lines: readonly PromotedLine[], { breaks }: Promotion): number {
  const count = lines
    .filter(({ variantId }) => variantId === line.variantId)
    .reduce((sum, { quantity }) => sum + quantity, 0)
  const reached = breaks.filter(({ from }) => from <= count)
  const price = reached.reduce((lowest, one) => Math.min(lowest, one.price), Number(line.unitPrice))
  return grossOf(line) - grossOf({ ...line, unitPrice: price })
}

/** Of so many pieces bought and got, the cheapest are those that are got. */
function offBuyGet(lines: readonly PromotedLine[], { buy, get, rate }: Promotion): AmountByLine {
  const pieces = lines
    .filter(({ unit = 'piece', pricePer = 1 }) => unit === 'piece' && pricePer === 1)
    .toSorted((a, b) => a.unitPrice - b.unitPrice || compare(a.id, b.id))
  const count = pieces.reduce((sum, { quantity }) => sum + quantity, 0)
  let free = Math.floor(count / (buy + get)) * get
  const amounts = new Map<string, number>()
  if (free === 0) return amounts
  for (const line of pieces) {
    const taken = Math.min(free, line.quantity)
    amounts.set(line.id, scaleMinor(grossOf({ ...line, quantity: taken }), rate, 10_000))
    free -= taken
  }
  return amounts
}

const sumOf = (amounts: AmountByLine): number => {
  let sum = 0
  for (const amount of amounts.values()) sum += amount
  return sum
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
