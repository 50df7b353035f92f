import { readPercent } from '@renderer/i18n/parse-percent.ts'
import { dayToIso, isoToDay } from '@shared/kernel/business-day.ts'
import { type Minor, ZERO } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { PriceList, Promotion } from '@shared/schemas/offers.schema.ts'

/** First and last day as date fields hold them. */
export interface ValidityDraft {
  readonly enabled: boolean
  readonly fromDay: string
  readonly toDay: string
}

/** A promotion as its form holds it. */
export interface PromotionDraft
  extends ValidityDraft,
    Pick<
      Promotion,
      'name' | 'everything' | 'variantIds' | 'categoryIds' | 'type' | 'buy' | 'get' | 'addsUp'
    > {
  readonly percent: string
  readonly amount: Minor | null
  readonly breaks: readonly { readonly from: number; readonly price: Minor | null }[]
  /** `17:00` as time fields hold it; null all day. */
  readonly hours: { readonly weekdays: readonly number[]; readonly from: string; readonly to: string } | null
}

export interface PriceListDraft extends ValidityDraft {
  readonly name: string
  readonly percent: string
  readonly prices: readonly {
    readonly variantId: PriceList['prices'][number]['variantId']
    readonly price: Minor | null
  }[]
}

export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7]

export const NEW_PROMOTION: PromotionDraft = {
  name: '',
  enabled: true,
  fromDay: '',
  toDay: '',
  everything: false,
  variantIds: [],
  categoryIds: [],
  type: 'percent',
  percent: '10',
  amount: null,
  buy: 2,
  get: 1,
  breaks: [{ from: 6, price: null }],
  hours: null,
  addsUp: false,
}

export const NEW_PRICE_LIST: PriceListDraft = {
  name: '',
  enabled: true,
  fromDay: '',
  toDay: '',
  percent: '0',
  prices: [],
}

const percentText = (rate: number): string => String(rate / 100)
const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const validityOf = ({ enabled, fromDay, toDay }: Pick<Promotion, 'enabled' | 'fromDay' | 'toDay'>) => ({
  enabled,
  fromDay: fromDay === null ? '' : dayToIso(fromDay),
  toDay: toDay === null ? '' : dayToIso(toDay),
})

export const draftOfPromotion = (promotion: Promotion): PromotionDraft => ({
  ...promotion,
  ...validityOf(promotion),
  percent: percentText(promotion.rate),
  amount: promotion.amount,
  hours: promotion.hours && {
    weekdays: promotion.hours.weekdays,
    from: timeText(promotion.hours.fromMinute),
    to: timeText(promotion.hours.toMinute),
  },
})

export const draftOfPriceList = (list: PriceList): PriceListDraft => ({
  ...list,
  ...validityOf(list),
  percent: percentText(list.rate),
})

export type OfferProblem = 'name' | 'percent' | 'amount' | 'breaks' | 'target' | 'days' | 'hours' | 'prices'

/** What is wrong in the form, or the value that it stands for. */
export type ReadOffer<Value> =
  | { readonly value: Value; readonly problems: readonly [] }
  | { readonly value: null; readonly problems: readonly OfferProblem[] }

const answer = <Value>(value: Value, problems: readonly (OfferProblem | false)[]): ReadOffer<Value> => {
  const found = problems.filter((problem) => problem !== false)
  return found.length === 0 ? { value, problems: [] } : { value: null, problems: found }
}

const dayOf = (text: string) => (text === '' ? null : isoToDay(text))

function readValidity({ enabled, fromDay, toDay }: ValidityDraft) {
  const from = dayOf(fromDay)
  const to = dayOf(toDay)
  return { days: { enabled, fromDay: from, toDay: to }, isWrong: from !== null && to !== null && from > to }
}

function readHours(hours: PromotionDraft['hours']): Promotion['hours'] | undefined {
  if (hours === null) return null
  const [fromMinute, toMinute] = [hours.from, hours.to].map(minuteOf)
  if (fromMinute === undefined || toMinute === undefined || fromMinute === toMinute) return undefined
  return hours.weekdays.length === 0 ? undefined : { weekdays: [...hours.weekdays], fromMinute, toMinute }
}

function minuteOf(text: string): number | undefined {
  const match = /^(\d{2}):(\d{2})/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined
}

export function readPromotion(draft: PromotionDraft): ReadOffer<Promotion> {
  const { name, everything, type, buy, get, addsUp } = draft
  const { days, isWrong } = readValidity(draft)
  const rate = readPercent(draft.percent)
  const hours = readHours(draft.hours)
  const breaks = draft.breaks.flatMap(({ from, price }) =>
    price === null ? [] : [{ from: quantity(from), price }],
  )
  const usesRate = type === 'percent' || type === 'buy-get'
  const value: Promotion = {
    name: name.trim(),
    ...days,
    hours: hours ?? null,
    everything,
    variantIds: [...draft.variantIds],
    categoryIds: [...draft.categoryIds],
    type,
    rate: rate ?? 0,
    amount: draft.amount ?? ZERO,
    buy,
    get,
    breaks,
    addsUp,
  }
  return answer(value, [
    value.name === '' && 'name',
    usesRate && !rate && 'percent',
    type === 'amount' && value.amount === 0 && 'amount',
    type === 'price-breaks' && (breaks.length === 0 || breaks.length < draft.breaks.length) && 'breaks',
    !everything && draft.variantIds.length + draft.categoryIds.length === 0 && 'target',
    isWrong && 'days',
    hours === undefined && 'hours',
  ])
}

export function readPriceList(draft: PriceListDraft): ReadOffer<PriceList> {
  const { days, isWrong } = readValidity(draft)
  const rate = readPercent(draft.percent)
  const prices = draft.prices.flatMap(({ variantId, price }) =>
    price === null ? [] : [{ variantId, price }],
  )
  const value: PriceList = { name: draft.name.trim(), ...days, rate: rate ?? 0, prices }
  return answer(value, [
    value.name === '' && 'name',
    rate === null && 'percent',
    prices.length < draft.prices.length && 'prices',
    isWrong && 'days',
  ])
}
