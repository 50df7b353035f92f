import { touch } from '@shared/domain/authoring.ts'
import { foldShifts } from '@shared/domain/till/fold-shifts.ts'
import { closeShift, moveCash, openShift } from '@shared/domain/till/shift.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editRow, makeProduct, makeSale, newRow } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { mustBeOk, shiftOf } from '../../unit/shared/builders.ts'

let server: TestServer
let till: TestDevice
let other: TestDevice
let logistics: TestDevice

beforeAll(async () => {
  server = await startTestServer()
  till = await server.signIn('cashier1')
  other = await server.signIn('cashier2')
  logistics = await server.signIn('logistics')
})
afterAll(() => server.close())

const today = () => businessDayOf(server.clock.now(), 0)
/** What the server has taken of the first till. */
let given: MoneyMovement[] = []

/** Each test opens a shift of its own, after the ones before. */
function opened(device = till, deviceCode = device.session.device.code, float = 10_000): MoneyMovement {
  const input = { float: minor(float), currency: 'XOF' as const, businessDay: today() }
  const series = { deviceCode, epoch: 1 }
  return mustBeOk(openShift({ ...input, series, shifts: foldShifts(given) }, device.author, server))
}
const cashOut = (opening: MoneyMovement, device = till): MoneyMovement =>
  mustBeOk(
    moveCash(
      shiftOf(opening),
      { kind: 'cash-out', amount: minor(3_000), reason: 'bank', note: '', businessDay: today() },
      device.author,
      server,
    ),
  )
function closed(
  movements: readonly MoneyMovement[],
  orders: readonly Order[],
  counted: number,
): MoneyMovement {
  const input = {
    counted: [{ value: minor(500), count: counted / 500 }],
    explanation: 'compté deux fois',
    businessDay: today(),
    orders,
  }
  return mustBeOk(closeShift(shiftOf(...movements), input, till.author, server))
}
const answerTo = async (device: TestDevice, ...rows: readonly MoneyMovement[]) =>
  (await device.push('moneyMovements', rows.map(newRow))).results
const refusedWith = (rule: string) => ({ outcome: 'refused', refusal: { params: { rule } } })

/** A whole shift, accepted by the server: it stays as the one before the next. */
async function wholeShift(): Promise<{ opening: MoneyMovement; out: MoneyMovement; z: MoneyMovement }> {
  const opening = opened()
  const out = cashOut(opening)
  const z = closed([opening, out], [], 7_000)
  const results = await answerTo(till, opening, out, z)
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted'])
  given = [...given, opening, out, z]
  return { opening, out, z }
}

describe('a till on the server', () => {
  it('SHIFT-3 takes a shift with its sales, and no cash stays in the drawer on the books', async () => {
    const product = makeProduct(till, server)
    const opening = opened()
    const sale = makeSale(till, server, product, 1, 2)
    const z = closed([opening], [sale], 12_500)
    expect((await till.push('orders', [newRow(sale)])).results[0]).toMatchObject({ outcome: 'accepted' })
    expect(await answerTo(till, opening, z)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }])
    given = [...given, opening, z]
    const balances = await queryShop<{ account: string; balance: number }>(
      server.database,
      server.shop.shopId,
      "select account, balance from money_balances where account in ('method:cash', 'safe', 'cash-difference') order by account",
    )
    expect(balances).toEqual([
      { account: 'cash-difference', balance: 500 },
      { account: 'method:cash', balance: 0 },
      { account: 'safe', balance: 2_500 },
    ])
  })

  it('SHIFT-1 a Z, an opening and a cash movement are not changed any more, by nobody', async () => {
    const { opening, out, z } = await wholeShift()
    const manager = await server.signIn('manager')
    for (const device of [till, manager]) {
      for (const stands of [opening, out, z].map((one) => ({ ...one, rev: 1 }))) {
        const note = touch({ ...stands, note: 'corrigé' }, device.author, server)
        const answer = await device.push('moneyMovements', [editRow(stands, note)])
        expect(answer.results[0]).toMatchObject({ outcome: 'refused', refusal: { code: 'IMMUTABLE' } })
      }
    }
  })

  it('SHIFT-4 a shift has one Z, and a device one shift of a number', async () => {
    const { opening, z } = await wholeShift()
    const again = [z, opening].map((one) => ({ ...one, editId: server.ids.next(), note: '' }))
    const second = await answerTo(till, ...again)
    expect(second.map(({ outcome }) => outcome)).toEqual(['conflict', 'conflict'])
    expect(await answerTo(till, { ...z, id: server.ids.next(), editId: server.ids.next() })).toMatchObject([
      refusedWith('SHIFT-4'),
    ])
  })

  it('SHIFT-4 a device does not number shifts with the code of another one', async () => {
    const forged = opened(till, other.session.device.code)
    expect(await answerTo(till, forged)).toMatchObject([refusedWith('SHIFT-4')])
    const invented = opened(till, 'Z9')
    expect(await answerTo(till, invented)).toMatchObject([refusedWith('SHIFT-4')])
  })

  it('does not open a till in another one’s name, not even with an empty drawer', async () => {
    const foreign = { ...opened(other, undefined, 0), deviceId: till.author.deviceId }
    const { staffId } = till.author
    const mine = { ...foreign, createdBy: staffId, updatedBy: staffId }
    expect(await answerTo(till, mine)).toMatchObject([
      { outcome: 'refused', refusal: { code: 'SERVER_FIELD', params: { field: 'details.deviceId' } } },
    ])
  })

  it('SHIFT-10 the till of a lost device is closed by a manager on another one, and what it still sends is taken', async () => {
    const opening = opened()
    const late = cashOut(opening)
    expect((await answerTo(till, opening))[0]?.outcome).toBe('accepted')
    const manager = await server.signIn('manager')
    const closeOn = (device: TestDevice) =>
      mustBeOk(
        closeShift(
          shiftOf(opening),
          {
            counted: [{ value: minor(500), count: 20 }],
            explanation: 'tablette volée',
            businessDay: today(),
            orders: [],
          },
          device.author,
          server,
        ),
      )
    expect(await answerTo(other, closeOn(other))).toMatchObject([
      { outcome: 'refused', refusal: { code: 'SERVER_FIELD', params: { field: 'details.deviceId' } } },
    ])
    const z = closeOn(manager)
    expect(await answerTo(manager, z)).toMatchObject([{ outcome: 'accepted' }])
    expect(await answerTo(till, late)).toMatchObject([{ outcome: 'accepted' }])
    given = [...given, opening, z, late]
  })

  it('SHIFT-9 cash that a closed shift’s Z does not list is refused, also when it comes in the same push', async () => {
    const { opening } = await wholeShift()
    expect(await answerTo(till, cashOut(opening))).toMatchObject([refusedWith('SHIFT-9')])
    const next = opened()
    const listed = cashOut(next)
    const z = closed([next, listed], [], 7_000)
    const results = await answerTo(till, next, z, cashOut(next), listed)
    given = [...given, next, listed, z]
    expect(results).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'accepted' },
      refusedWith('SHIFT-9'),
      { outcome: 'accepted' },
    ])
  })

  it('SHIFT-5 LEDGER-5 refuses figures and postings that do not say the same', async () => {
    const opening = opened()
    const out = cashOut(opening)
    const z = closed([opening, out], [], 7_000)
    const forged = { ...z, details: { ...z.details, counted: 5_000 } }
    expect(await answerTo(till, { ...opening, postings: [] })).toMatchObject([refusedWith('LEDGER-5')])
    expect(await answerTo(till, { ...out, reason: '' })).toMatchObject([refusedWith('SHIFT-7')])
    expect(await answerTo(till, forged)).toMatchObject([refusedWith('SHIFT-8')])
    expect(await answerTo(till, { ...z, editId: server.ids.next(), details: {} })).toMatchObject([
      { outcome: 'refused', refusal: { code: 'RULE', params: { rule: 'SHIFT-5' } } },
    ])
  })

  it('takes cash out only for who works with the till', async () => {
    const opening = opened(logistics, logistics.session.device.code)
    const out = cashOut(opening, logistics)
    expect(await answerTo(logistics, opening, out)).toMatchObject([
      { outcome: 'refused', refusal: { code: 'FORBIDDEN', params: { permission: 'money.till' } } },
      { outcome: 'refused', refusal: { code: 'FORBIDDEN', params: { permission: 'money.till' } } },
    ])
  })
})
