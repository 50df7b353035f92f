import { subtotalOf } from '@renderer/features/counter/cart.ts'
import { createCounterSession } from '@renderer/features/counter/counter-session.ts'
import { createCounterStore } from '@renderer/features/counter/counter-store.ts'
import type { CatalogueVariant, Projections } from '@renderer/projections/projections.ts'
import { checkDigitOf } from '@shared/domain/catalogue/scale-label.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { ScaleRule } from '@shared/schemas/settings.schema.ts'
import { describe, expect, test, vi } from 'vitest'
import { buildVariant, createTestCatalogue, createTestIds, forgetfulVault, idOf } from './counter-builders.ts'

const codeOf = (index: number): string => `619123456${String(index).padStart(4, '0')}`

function setupCounter(projections: Projections, scaleRules: readonly ScaleRule[] = []) {
  const store = createCounterStore(forgetfulVault)
  const signalUnknown = vi.fn()
  const session = createCounterSession({
    store,
    projections,
    ids: createTestIds(),
    locationId: idOf('shop floor'),
    taxRateOf: () => 1800,
    scaleRules: () => scaleRules,
    signalUnknown,
  })
  store.getState().start(null)
  const lines = () => store.getState().cart.lines
  return {
    session,
    store,
    signalUnknown,
    lines,
    summary: () => lines().map(({ name, quantity: count }) => `${count} ${name}`),
  }
}

const withCode = (name: string, code: string, over: Partial<CatalogueVariant> = {}) =>
  buildVariant(name, { barcodes: [code], ...over })

const scan = (code: string, before = '') => ({ code, before })

describe('scanning', () => {
  test('twenty scans at once are all taken, in their order, whatever each look-up takes', async () => {
    const variants = Array.from({ length: 20 }, (_, index) => withCode(`article ${index}`, codeOf(index)))
    const slowFirst = createTestCatalogue(variants, (code) => Number(code.slice(-2)) % 3)
    const { session, summary } = setupCounter(slowFirst)
    for (let index = 0; index < 20; index++) session.scan(scan(codeOf(index)))
    await vi.waitFor(() => expect(summary()).toHaveLength(20))
    expect(summary()).toEqual(variants.map(({ name }) => `1 ${name}`))
  })

  test('`3*` before a scan takes three', async () => {
    const { session, summary } = setupCounter(createTestCatalogue([withCode('coca', codeOf(1))]))
    session.scan(scan(codeOf(1), '3*'))
    await vi.waitFor(() => expect(summary()).toEqual(['3 coca']))
  })

  test('an unknown code is kept on screen with a sound, and the scanner goes on', async () => {
    const counter = setupCounter(createTestCatalogue([withCode('coca', codeOf(1))]))
    counter.session.scan(scan('0000000000000'))
    counter.session.scan(scan(codeOf(1)))
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1 coca']))
    expect(counter.store.getState().unknownCodes).toEqual(['0000000000000'])
    expect(counter.signalUnknown).toHaveBeenCalledOnce()
  })

  test('the same code on two products asks which; later scans wait and are not lost', async () => {
    const counter = setupCounter(
      createTestCatalogue([
        withCode('savon rouge', codeOf(1)),
        withCode('savon vert', codeOf(1)),
        withCode('coca', codeOf(2)),
      ]),
    )
    counter.session.scan(scan(codeOf(1)))
    counter.session.scan(scan(codeOf(2)))
    await vi.waitFor(() => expect(counter.store.getState().prompt?.type).toBe('choose'))
    expect(counter.summary()).toEqual([])
    const prompt = counter.store.getState().prompt
    const green = prompt?.type === 'choose' ? prompt.variants[1] : undefined
    if (!green) throw new Error('two articles were offered')
    counter.store.getState().answered()
    counter.session.place(green, { multiplier: quantity(1) })
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1 savon vert', '1 coca']))
  })

  test('the number of a receipt opens the return of its goods, scanned or typed, and puts nothing in the cart', async () => {
    const counter = setupCounter(createTestCatalogue([withCode('coca', codeOf(1))]))
    counter.session.scan(scan('A1-1-000042'))
    await vi.waitFor(() =>
      expect(counter.store.getState().dialog).toEqual({ type: 'return', text: 'A1-1-000042' }),
    )
    counter.store.getState().close()
    await counter.session.enter('b2-1-7')
    expect(counter.store.getState().dialog).toEqual({ type: 'return', text: 'b2-1-7' })
    expect(counter.summary()).toEqual([])
    expect(counter.signalUnknown).not.toHaveBeenCalled()
  })

  test('a code that only an old product shares is no question', async () => {
    const counter = setupCounter(
      createTestCatalogue([
        withCode('savon ancien', codeOf(1), { active: false }),
        withCode('savon', codeOf(1)),
      ]),
    )
    counter.session.scan(scan(codeOf(1)))
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1 savon']))
  })

  test('an article without a price asks for it before anything else is taken', async () => {
    const counter = setupCounter(
      createTestCatalogue([withCode('légumes', codeOf(1), { price: null }), withCode('coca', codeOf(2))]),
    )
    counter.session.scan(scan(codeOf(1), '2*'))
    counter.session.scan(scan(codeOf(2)))
    await vi.waitFor(() => expect(counter.store.getState().prompt?.type).toBe('price'))
    const prompt = counter.store.getState().prompt
    if (prompt?.type !== 'price') throw new Error('a price was asked for')
    counter.session.addAt(prompt.variant, {
      quantity: prompt.multiplier,
      unitPrice: minor(750),
      pricePer: 1,
    })
    counter.store.getState().answered()
    await vi.waitFor(() => expect(counter.summary()).toEqual(['2 légumes', '1 coca']))
    expect(counter.lines()[0]?.unitPrice).toBe(750)
  })

  test('goods that are no longer on sale are sold and the cashier is told', async () => {
    const counter = setupCounter(createTestCatalogue([withCode('ancien', codeOf(1), { active: false })]))
    counter.session.scan(scan(codeOf(1)))
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1 ancien']))
    expect(counter.store.getState().news?.type).toBe('NotForSale')
  })

  test('scans that come while a sale is being written belong to the next one', async () => {
    const counter = setupCounter(createTestCatalogue([withCode('coca', codeOf(1))]))
    counter.store.getState().setSaving(true)
    counter.session.scan(scan(codeOf(1)))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(counter.summary()).toEqual([])
    counter.store.getState().setSaving(false)
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1 coca']))
  })

  test('a catalogue that does not answer loses no code: it is named on screen', async () => {
    const broken: Projections = {
      ...createTestCatalogue([]),
      findByCode: () => Promise.reject(new Error('worker gone')),
    }
    const counter = setupCounter(broken)
    counter.session.scan(scan(codeOf(1)))
    await vi.waitFor(() =>
      expect(counter.store.getState().news).toMatchObject({ type: 'LookupFailed', term: codeOf(1) }),
    )
  })
})

describe('typing', () => {
  test('a word that one article answers to adds it', async () => {
    const counter = setupCounter(createTestCatalogue([buildVariant('Café Touba'), buildVariant('Thé vert')]))
    expect(await counter.session.enter('2*touba')).toBe('taken')
    expect(counter.summary()).toEqual(['2 Café Touba'])
  })

  test('a word that several answer to stays in the field to choose from', async () => {
    const counter = setupCounter(
      createTestCatalogue([buildVariant('Café Touba'), buildVariant('Café moulu')]),
    )
    expect(await counter.session.enter('café')).toBe('choose')
    expect(counter.summary()).toEqual([])
  })

  test('a whole name wins over names that contain it', async () => {
    const counter = setupCounter(createTestCatalogue([buildVariant('Lait'), buildVariant('Lait caillé')]))
    expect(await counter.session.enter('lait')).toBe('taken')
    expect(counter.summary()).toEqual(['1 Lait'])
  })

  test('an SKU in any case adds its article', async () => {
    const counter = setupCounter(createTestCatalogue([buildVariant('coca', { sku: 'COC-33' })]))
    expect(await counter.session.enter('coc-33')).toBe('taken')
  })

  test('nothing typed adds nothing', async () => {
    const counter = setupCounter(createTestCatalogue([buildVariant('coca')]))
    expect(await counter.session.enter('   ')).toBe('nothing')
    expect(await counter.session.enter('3*')).toBe('nothing')
    expect(counter.summary()).toEqual([])
  })

  test('a word nothing answers to is told, and is no unknown barcode', async () => {
    const counter = setupCounter(createTestCatalogue([]))
    expect(await counter.session.enter('dentifrice')).toBe('nothing')
    expect(counter.store.getState().news).toMatchObject({ type: 'NoMatch', term: 'dentifrice' })
    expect(counter.store.getState().unknownCodes).toEqual([])
  })
})

describe('goods by weight', () => {
  const TOMATOES = buildVariant('tomates', {
    barcodes: ['2100042'],
    unit: 'gram',
    price: minor(1_500),
    pricePer: 1_000,
    cost: minor(900),
  })
  const RULES: readonly ScaleRule[] = [
    { prefix: '21', articleDigits: 5, holds: 'weight', provesValue: false },
    { prefix: '22', articleDigits: 5, holds: 'price', provesValue: false },
  ]
  const labelOf = (prefix: string, article: number, value: number): string => {
    const digits = prefix + String(article).padStart(5, '0') + String(value).padStart(5, '0')
    return digits + checkDigitOf(digits)
  }
  const setup = (...variants: CatalogueVariant[]) => setupCounter(createTestCatalogue(variants), RULES)

  test('a label with a weight sells so much, by the price of the kilo', async () => {
    const counter = setup(TOMATOES)
    counter.session.scan(scan(labelOf('21', 42, 1_250)))
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1250 tomates']))
    expect(counter.lines()[0]).toMatchObject({ unitPrice: 1_500, pricePer: 1_000, unitCost: 900 })
    expect(subtotalOf(counter.store.getState().cart)).toBe(1_875)
  })

  test('a label with a price costs exactly that, scanned once or twice', async () => {
    const priced = { ...TOMATOES, barcodes: ['00042'] }
    const counter = setup(priced)
    counter.session.scan(scan(labelOf('22', 42, 1_000)))
    counter.session.scan(scan(labelOf('22', 42, 1_000)))
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1334 tomates']))
    expect(subtotalOf(counter.store.getState().cart)).toBe(2_000)
    expect(counter.lines()[0]).toMatchObject({ unitPrice: 1_000, pricePer: 667, unitCost: 600 })
  })

  test('a label of an article that nobody knows is an unknown code', async () => {
    const counter = setup(TOMATOES)
    counter.session.scan(scan(labelOf('21', 77, 500)))
    await vi.waitFor(() => expect(counter.store.getState().unknownCodes).toEqual([labelOf('21', 77, 500)]))
  })

  test('an article that carries the whole code goes before any reading of it', async () => {
    const code = labelOf('21', 42, 500)
    const counter = setup(TOMATOES, withCode('carte cadeau', code))
    counter.session.scan(scan(code))
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1 carte cadeau']))
  })

  test('a label that does not fit its article sells nothing and says why', async () => {
    const counter = setup(withCode('savon', '2100042'))
    counter.session.scan(scan(labelOf('21', 42, 500)))
    await vi.waitFor(() =>
      expect(counter.store.getState().news).toMatchObject({ type: 'LabelRefused', why: 'NotWeighed' }),
    )
    expect(counter.summary()).toEqual([])
    expect(counter.signalUnknown).toHaveBeenCalledOnce()
  })

  test('goods from the list ask for their weight, unless it was typed in front', async () => {
    const counter = setup(TOMATOES)
    await counter.session.enter('tomates')
    expect(counter.store.getState().prompt).toMatchObject({ type: 'weigh' })
    counter.store.getState().answered()
    await counter.session.enter('500*tomates')
    expect(counter.summary()).toEqual(['500 tomates'])
  })
})

describe('goods for nothing', () => {
  test('are confirmed first, and scans wait meanwhile', async () => {
    const counter = setupCounter(
      createTestCatalogue([withCode('sac', codeOf(1), { price: minor(0) }), withCode('coca', codeOf(2))]),
    )
    counter.session.scan(scan(codeOf(1)))
    counter.session.scan(scan(codeOf(2)))
    await vi.waitFor(() => expect(counter.store.getState().prompt?.type).toBe('free'))
    expect(counter.summary()).toEqual([])
    counter.store.getState().answered()
    await vi.waitFor(() => expect(counter.summary()).toEqual(['1 coca']))
  })
})

describe('the state of the counter', () => {
  test('emptying the cart can be taken back, in front of what came since', async () => {
    const counter = setupCounter(createTestCatalogue([buildVariant('a'), buildVariant('b')]))
    await counter.session.enter('a')
    const undo = counter.store.getState().clear()
    expect(counter.summary()).toEqual([])
    await counter.session.enter('b')
    undo()
    expect(counter.summary()).toEqual(['1 a', '1 b'])
  })

  test('a removed line can be taken back and is chosen again', async () => {
    const counter = setupCounter(createTestCatalogue([buildVariant('a'), buildVariant('b')]))
    await counter.session.enter('a')
    await counter.session.enter('b')
    const [first] = counter.lines()
    if (!first) throw new Error('a line was added')
    const removed = counter.store.getState().remove(first.id)
    expect(counter.summary()).toEqual(['1 b'])
    removed?.undo()
    expect(counter.summary()).toEqual(['1 a', '1 b'])
    expect(counter.store.getState().selectedLineId).toBe(first.id)
  })
})

describe('a code that no article carries', () => {
  const phone = withCode('téléphone', codeOf(1), { tracking: 'serial' })
  const stockOf = (lot: string, units: number, serial: boolean) => ({
    variant: phone,
    stock: {
      variantId: phone.variantId,
      locationId: idOf('shop floor'),
      lot,
      quantity: units,
      expiry: null,
      serial,
      since: 0,
    },
  })
  const withLots = (...known: readonly ReturnType<typeof stockOf>[]): Projections => ({
    ...createTestCatalogue([phone]),
    findLot: (lot) => Promise.resolve(known.filter(({ stock }) => stock.lot === lot)),
  })
  const lotsIn = ({ lines }: ReturnType<typeof setupCounter>) =>
    lines().map(({ quantity: count, lots = [] }) => [count, lots.map(({ lot }) => lot)])

  test('may be a serial number: its piece goes into the cart, and only once', async () => {
    const counter = setupCounter(withLots(stockOf('SN-1', 1, true), stockOf('SN-2', 1, true)))
    for (const serial of ['sn-1', 'SN-1', 'SN-2']) counter.session.scan(scan(serial))
    await vi.waitFor(() => expect(lotsIn(counter)).toEqual([[2, ['SN-1', 'SN-2']]]))
    expect(counter.signalUnknown).toHaveBeenCalledTimes(1)
  })

  test('completes the line that lacks a serial number instead of adding a piece', async () => {
    const counter = setupCounter(withLots(stockOf('SN-1', 1, true)))
    counter.session.scan(scan(codeOf(1)))
    counter.session.scan(scan('SN-1'))
    await vi.waitFor(() => expect(lotsIn(counter)).toEqual([[1, ['SN-1']]]))
  })

  test('SERIAL-2 of a piece that is gone already is sold all the same, and the cashier is told', async () => {
    const counter = setupCounter(withLots(stockOf('SN-1', 0, true)))
    counter.session.scan(scan('SN-1'))
    await vi.waitFor(() => expect(lotsIn(counter)).toEqual([[1, ['SN-1']]]))
    await vi.waitFor(() => expect(counter.store.getState().news).toMatchObject({ type: 'SerialGone' }))
  })

  test('may be a lot: one more of it is taken', async () => {
    const counter = setupCounter(withLots(stockOf('L1', 5, false)))
    for (const _ of [1, 2]) counter.session.scan(scan('L1'))
    await vi.waitFor(() => expect(counter.lines()).toHaveLength(1))
    await vi.waitFor(() => expect(counter.lines()[0]?.lots).toEqual([{ lot: 'L1', quantity: 2 }]))
  })
})
