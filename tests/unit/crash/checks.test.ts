import type { Order } from '@shared/schemas/orders.schema.ts'
import { describe, expect, test } from 'vitest'
import {
  checkDevice,
  checkServer,
  type Fault,
  type Found,
  missing,
  settleAttempts,
} from '../../crash/checks.ts'
import { planRounds } from '../../crash/plan.ts'
import type { ServerState } from '../../crash/read-server.ts'
import type { Attempt } from '../../crash/sales-record.ts'
import { type Article, ON_SHELF } from '../../crash/small-shop.ts'

/* What looks for broken promises must find them: a sound state, and every way in which it can be unsound. */

const articles: readonly Article[] = [
  { variantId: 'v1', code: '1', price: 250 },
  { variantId: 'v2', code: '2', price: 500 },
]

/** An order of one piece of each article of the basket. */
function orderOf(counter: number, basket: readonly number[]): Order {
  const lines = basket.map((place) => ({
    variantId: articles[place]?.variantId,
    name: `Article ${place + 1}`,
    quantity: 1,
  }))
  const total = basket.reduce((sum, place) => sum + (articles[place]?.price ?? 0), 0)
  const number = `A1-1-${counter}`
  const order = {
    id: `o${counter}`,
    editId: `e${counter}`,
    number,
    lines,
    total,
    payments: [{ amount: total }],
  }
  return order as unknown as Order // the checks read nothing else of it
}

function stateOf(orders: readonly Order[]): ServerState {
  const stock = orders.flatMap(({ id, lines }) =>
    lines.map(({ variantId, quantity }) => ({ documentId: id, variantId, quantity: -quantity })),
  )
  const soldOf = (id: string) => stock.filter(({ variantId }) => variantId === id).length
  return {
    orders,
    stock,
    money: orders.map(({ id, total }) => ({ documentId: id, sum: 0, cash: total })),
    levels: new Map(articles.map(({ variantId }) => [variantId, ON_SHELF - soldOf(variantId)])),
    receipts: orders.map(({ id }, i) => ({ series: 'A1-1', counter: i + 1, orderId: id })),
    refusals: 0,
    tasks: 0,
    unaudited: 0,
  }
}

const told = (counter: number, basket: readonly number[]): Attempt => ({
  till: 'browser',
  state: 'acknowledged',
  number: `A1-1-${counter}`,
  basket,
})
const cutShort = (basket: readonly number[]): Attempt => ({
  till: 'browser',
  state: 'asked',
  number: null,
  basket,
})

const orders = [orderOf(1, [0, 1]), orderOf(2, [1])]
const sound = stateOf(orders)
const attempts = [told(1, [1, 0]), told(2, [1])]
const faultsOf = (found: Partial<Found>): Fault[] => [
  ...new Set(checkServer({ server: sound, attempts, articles, ...found }).map(({ fault }) => fault)),
]

describe('the oracle of the crash loop', () => {
  test('finds nothing in a sound state, with or without the sale that was cut short', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ attempts: [...attempts, cutShort([0])] })).toEqual([])
    expect(faultsOf({ attempts: [told(1, [0, 1]), cutShort([1])] })).toEqual([])
  })

  const broken: [string, Fault, Partial<Found>][] = [
    ['an acknowledged sale is gone', 'lost', { attempts: [...attempts, told(3, [0])] }],
    [
      'a sale that was found once is gone',
      'lost',
      { attempts: [...attempts, { ...told(3, [0]), state: 'found' }] },
    ],
    ['a number stands twice', 'doubled', { server: stateOf([...orders, orderOf(2, [1])]) }],
    ['a sale appears that nobody made', 'doubled', { attempts: [told(1, [0, 1])] }],
    [
      'one cut short appears twice',
      'doubled',
      { attempts: [told(1, [0, 1])], server: stateOf([...orders, orderOf(3, [1])]) },
    ],
    ['a line is missing', 'torn', { attempts: [told(1, [0, 1]), told(2, [1, 0])] }],
    [
      'the payment is missing',
      'torn',
      { server: { ...sound, orders: [{ ...orderOf(1, [0, 1]), payments: [] }, orderOf(2, [1])] } },
    ],
    ['stock was not posted', 'torn', { server: { ...sound, stock: sound.stock.slice(1) } }],
    ['stock was posted twice', 'torn', { server: { ...sound, stock: [...sound.stock, ...sound.stock] } }],
    [
      'money does not balance',
      'torn',
      { server: { ...sound, money: sound.money.map((one) => ({ ...one, sum: 1 })) } },
    ],
    [
      'a receipt number was left out',
      'receipts',
      { server: { ...sound, receipts: sound.receipts.slice(1) } },
    ],
    [
      'on hand is off by one',
      'stock',
      { server: { ...sound, levels: new Map([...sound.levels].map(([id, held]) => [id, held + 1])) } },
    ],
    ['somebody is asked to look', 'refused', { server: { ...sound, refusals: 1 } }],
    ['a task was raised', 'refused', { server: { ...sound, tasks: 1 } }],
    ['a change left no audit line', 'torn', { server: { ...sound, unaudited: 1 } }],
  ]
  test.each(broken)('sees that %s: %s', (_what, fault, found) => {
    expect(faultsOf(found)).toContain(fault)
  })

  test('sees what differs between till and server, and what still waits', () => {
    const stored = orders.map(({ id, editId, number }) => ({ id, editId, number, isPending: false }))
    const [first, second] = stored
    if (first === undefined || second === undefined) throw new Error('there are two')
    expect(checkDevice(stored, sound)).toEqual([])
    expect(checkDevice([first], sound)).toMatchObject([{ fault: 'different' }])
    expect(checkDevice([first, { ...second, editId: 'other' }], sound)).toHaveLength(2)
    expect(checkDevice([first, { ...second, isPending: true }], sound)).toMatchObject([{ fault: 'stuck' }])
    expect(missing(attempts, [first.number], 'here')).toMatchObject([{ fault: 'lost' }])
  })

  test('settles what became of a sale that was cut short, one order for one attempt', () => {
    const open = [cutShort([1]), cutShort([1])]
    const { outcomes, strangers } = settleAttempts([told(1, [0, 1]), ...open], orders)
    expect([...outcomes.values()]).toEqual(['A1-1-2', null])
    expect(strangers).toEqual([])
  })
})

describe('the plan of the crash loop', () => {
  test('is the same for the same seed, begins alike whatever its length, and leaves nothing out', () => {
    expect(planRounds(200, 7)).toEqual(planRounds(200, 7))
    expect(planRounds(200, 7).slice(0, 20)).toEqual(planRounds(20, 7))
    expect(planRounds(20, 8)).not.toEqual(planRounds(20, 7))
    const rounds = planRounds(200, 7)
    const kinds = new Set(
      rounds.map((round) => (round.kind === 'journal' ? round.damage : round.victims.join())),
    )
    expect(kinds.size).toBe(9)
    const moments = rounds.flatMap((round) => (round.kind === 'kill' ? [round.moment] : []))
    expect(new Set(moments).size).toBe(4)
  })
})
