import { categoryPaths } from '@renderer/features/products/categories.ts'
import { exportProducts } from '@renderer/features/products/export-products.ts'
import { createImportPlanner } from '@renderer/features/products/import/import-planner.ts'
import {
  changeChoices,
  type ImportPlanner,
  type PlannerMethod,
} from '@renderer/features/products/import/import-protocol.ts'
import { rejectedFile } from '@renderer/features/products/import/rejected-file.ts'
import { type ImportTask, runImport } from '@renderer/features/products/import/run-import.ts'
import { undoImport } from '@renderer/features/products/import/undo-import.ts'
import { foldStock } from '@shared/domain/stock/postings.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { ok } from '@shared/kernel/result.ts'
import { productSchema } from '@shared/schemas/products.schema.ts'
import { settingSchema, settingValue } from '@shared/schemas/settings.schema.ts'
import { describe, expect, it } from 'vitest'
import { author, deps, NOW, random } from './build-product.ts'
import { createMemoryStore } from './memory-store.ts'

const context = { author, currency: 'XOF', now: NOW } as const
const businessDay = businessDayOf(NOW, 0)
const locationId = deriveId('shop')
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const FILE = `Nom;Rayon;Référence;Code-barres;Prix;Stock
Jus de bissap;Boissons;BIS-1;4006381333931;500;12
Riz brisé 5 kg;Épicerie;RIZ-5;;3 250;4
;Épicerie;VIDE;;100;1
Café Touba;Boissons;CAF-1;;cher;
`

type Shop = ReturnType<typeof createMemoryStore>

const categoriesOf = (shop: Shop) =>
  categoryPaths(
    shop.all('settings').flatMap((setting) => {
      const value = setting.archived ? null : settingValue('category', setting)
      return value ? [{ id: setting.id, value }] : []
    }),
  )

function planFor(shop: Shop, text: string) {
  const planner = createImportPlanner(random)
  const read = planner.read({ bytes: bytes(text) }, {}, context)
  if (!read.ok) throw new Error(read.error.type)
  const categories = categoriesOf(shop).map(({ path, id }) => [path, id] as const)
  const summary = planner.plan({ products: shop.all('products'), categories }, {}, context)
  const client = {
    ask: async <Method extends PlannerMethod>(method: Method, ...args: Parameters<ImportPlanner[Method]>) => {
      if (method === 'creates' || method === 'updates') {
        const [offset, limit] = args
        const part = method === 'creates' ? planner.creates : planner.updates
        return part(Number(offset), Number(limit)) as ReturnType<ImportPlanner[Method]> // the method decided which
      }
      throw new Error('a run only takes slices')
    },
  }
  return { planner, read: read.value, summary, client }
}

function taskFor(shop: Shop, text: string, changes: Partial<ImportTask> = {}): ImportTask {
  const { summary, client } = planFor(shop, text)
  return {
    store: shop.store,
    client,
    summary,
    author,
    deps,
    fileName: 'articles.csv',
    receiveAt: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...changes,
  }
}

describe('planning the import of a file', () => {
  it('reads a French spreadsheet, says which rows are refused and why, and plans the rest', () => {
    const { read, summary } = planFor(createMemoryStore(), FILE)
    expect(read).toMatchObject({
      format: 'generic',
      delimiter: ';',
      encoding: 'utf-8',
      rowCount: 4,
      damaged: 0,
    })
    expect(summary).toMatchObject({ creates: 2, updates: 0, unchanged: 0 })
    expect(summary.rejected.map(({ number, problem }) => [number, problem.code])).toEqual([
      [4, 'MissingName'],
      [5, 'BadPrice'],
    ])
    expect(summary.newCategories.map(({ name }) => name)).toEqual(['Boissons', 'Épicerie'])
  })

  it('names what it would look for, so that only those products are read', () => {
    const { read } = planFor(createMemoryStore(), FILE)
    expect(read.lookups.skus).toEqual(expect.arrayContaining(['BIS-1', 'RIZ-5']))
  })

  it('reads the same bytes again when the person corrects a guess', () => {
    const planner = createImportPlanner(random)
    planner.read({ bytes: bytes('Nom;Prix\nThé;100\n') }, {}, context)
    const again = planner.read({ again: true }, { delimiter: ',' }, context)
    expect(again.ok && again.value.header).toEqual(['Nom;Prix'])
  })

  it('takes a choice back when it is set to undefined', () => {
    const chosen = changeChoices(
      { format: 'shopify', mapping: { name: 0 } },
      { format: 'generic', mapping: undefined },
    )
    expect(chosen).toEqual({ format: 'generic' })
  })

  it('says what is wrong with a file that is no CSV', () => {
    const planner = createImportPlanner(random)
    const zip = planner.read({ bytes: new Uint8Array([0x50, 0x4b, 3, 4, 0]) }, {}, context)
    expect(zip).toEqual({ ok: false, error: { type: 'NotText', looksLike: 'spreadsheet' } })
    expect(planner.read({ bytes: new Uint8Array() }, {}, context)).toEqual({
      ok: false,
      error: { type: 'EmptyFile' },
    })
  })
})

describe('running an import', () => {
  it('writes valid products, categories and opening stock', async () => {
    const shop = createMemoryStore()
    const outcome = await runImport(taskFor(shop, FILE, { receiveAt: { locationId, businessDay } }))
    expect(outcome).toMatchObject({ end: 'complete', keptFields: 0 })
    for (const product of shop.all('products')) expect(productSchema.safeParse(product).error).toBeUndefined()
    for (const setting of shop.all('settings')) expect(settingSchema.safeParse(setting).error).toBeUndefined()
    const postings = shop.all('stockMovements').flatMap((movement) => movement.postings)
    expect([...foldStock(postings).values()].sort((a, b) => a - b)).toEqual([4, 12])
  })

  it('IMPORT-1 changes nothing the second time', async () => {
    const shop = createMemoryStore()
    await runImport(taskFor(shop, FILE))
    expect(planFor(shop, FILE).summary).toMatchObject({
      creates: 0,
      updates: 0,
      unchanged: 2,
      newCategories: [],
    })
  })

  it('IMPORT-2 an export imported again changes nothing, whatever stands in the texts', async () => {
    const shop = createMemoryStore()
    await runImport(taskFor(shop, FILE))
    const [first] = shop.all('products')
    if (!first) throw new Error('two products were imported')
    await shop.store.edit('products', first.id, (current) =>
      ok({
        ...current,
        name: '=cmd|"/c calc"!A1',
        nameKey: '=cmd|"/c calc"!a1',
        description: 'deux lignes\n; "guillemets"',
        tags: ['frais', 'été'],
        variants: current.variants.map((variant) => ({
          ...variant,
          cost: minor(300),
          lowStockThreshold: quantity(5),
        })),
      }),
    )
    const exported = await exportProducts({
      store: shop.store,
      projections: {
        productIds: async () => shop.all('products').map(({ id }) => id),
        onHand: async (keys) => keys.map((key) => ({ ...key, onHand: quantity(3) })),
      },
      categories: categoriesOf(shop),
      request: {},
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    expect(exported?.content).toContain(`'=cmd`)
    expect(planFor(shop, exported?.content ?? '').summary).toMatchObject({
      creates: 0,
      updates: 0,
      unchanged: 2,
      rejected: [],
      newCategories: [],
    })
  })

  it('keeps a field that somebody changed between the preview and the run', async () => {
    const shop = createMemoryStore()
    await runImport(taskFor(shop, FILE))
    const task = taskFor(shop, FILE.replace('500', '550').replace('3 250', '3 300'))
    const bissap = shop.all('products').find(({ name }) => name === 'Jus de bissap')
    if (!bissap) throw new Error('bissap was imported')
    await shop.store.edit('products', bissap.id, (current) =>
      ok({ ...current, variants: current.variants.map((variant) => ({ ...variant, price: minor(700) })) }),
    )
    const outcome = await runImport(task)
    expect(outcome).toMatchObject({ end: 'complete', keptFields: 1 })
    const prices = shop.all('products').map(({ variants }) => variants[0]?.price)
    expect(prices).toEqual([700, 3_300])
  })

  it('stops at once when it is cancelled, and tells what was written', async () => {
    const shop = createMemoryStore()
    const rows = Array.from({ length: 120 }, (_, i) => `Article ${i};REF-${i};100`).join('\n')
    const aborter = new AbortController()
    const outcome = await runImport(
      taskFor(shop, `Nom;Référence;Prix\n${rows}\n`, {
        signal: aborter.signal,
        onProgress: () => aborter.abort(),
      }),
    )
    expect(outcome).toMatchObject({ end: 'cancelled' })
    expect(shop.all('products')).toHaveLength(outcome.created.length)
    expect(outcome.created.length).toBeLessThan(120)
  })

  it('tells of a full disk and keeps what was written before it', async () => {
    const shop = createMemoryStore({ failAfter: 60 })
    const rows = Array.from({ length: 120 }, (_, i) => `Article ${i};REF-${i};100`).join('\n')
    const outcome = await runImport(taskFor(shop, `Nom;Référence;Prix\n${rows}\n`))
    expect(outcome).toMatchObject({ end: 'failed', failure: 'DiskFull' })
    expect(shop.all('products')).toHaveLength(60)
  })
})

describe('undoing an import', () => {
  const undo = (shop: Shop, outcome: Awaited<ReturnType<typeof runImport>>) =>
    undoImport({ store: shop.store, outcome, author, deps, businessDay, onProgress: () => undefined })

  it('archives what it created, posts its stock back, and a new import brings all of it back', async () => {
    const shop = createMemoryStore()
    const outcome = await runImport(taskFor(shop, FILE, { receiveAt: { locationId, businessDay } }))
    expect(await undo(shop, outcome)).toBeNull()
    expect(shop.all('products').map(({ archived }) => archived)).toEqual([true, true])
    expect(shop.all('settings').map(({ archived }) => archived)).toEqual([true, true])
    const postings = shop.all('stockMovements').flatMap((movement) => movement.postings)
    expect([...foldStock(postings).values()]).toEqual([0, 0])

    const again = await runImport(taskFor(shop, FILE))
    expect(again).toMatchObject({ end: 'complete' })
    expect(shop.all('products').map(({ archived }) => archived)).toEqual([false, false])
    expect(shop.all('settings').map(({ archived }) => archived)).toEqual([false, false])
  })

  it('gives old values back and leaves what was edited after the import', async () => {
    const shop = createMemoryStore()
    await runImport(taskFor(shop, FILE))
    const outcome = await runImport(taskFor(shop, FILE.replace('500', '550').replace('3 250', '3 300')))
    const rice = shop.all('products').find(({ name }) => name.startsWith('Riz'))
    await shop.store.edit('products', rice?.id ?? idOfNothing, (current) =>
      ok({ ...current, variants: current.variants.map((variant) => ({ ...variant, price: minor(4_000) })) }),
    )
    expect(await undo(shop, outcome)).toBeNull()
    expect(shop.all('products').map(({ variants }) => variants[0]?.price)).toEqual([500, 4_000])
  })
})

const idOfNothing: Id = deriveId('nothing')

describe('the file of refused rows', () => {
  it('leads each row by its number and reason and can be imported once it is mended', () => {
    const { read, summary } = planFor(createMemoryStore(), FILE)
    const content = rejectedFile({
      ...read,
      rejected: summary.rejected,
      rowLabel: 'Ligne',
      reasonLabel: 'Motif du refus',
      reasonOf: ({ problem }) => problem.code,
    })
    expect(content.split('\r\n')[1]).toBe('4;MissingName;;Épicerie;VIDE;;100;1')
    const mended = planFor(
      createMemoryStore(),
      content.replace('MissingName;;', 'MissingName;Sel;').replace('cher', '900'),
    )
    expect(mended.summary).toMatchObject({ creates: 2, rejected: [] })
  })
})
