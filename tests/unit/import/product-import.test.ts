import type { Author } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { writeCsv } from '@shared/import/csv.ts'
import { EXPORT_HEADER, exportRows } from '@shared/import/product-export.ts'
import { type ExistingCatalogue, planProductImport, readProductFile } from '@shared/import/product-import.ts'
import { createIdSource, type Id, isId } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { type Product, productSchema } from '@shared/schemas/products.schema.ts'
import { describe, expect, test } from 'vitest'

const deps = {
  clock: { now: () => 1_700_000_000_000 },
  ids: createIdSource(
    { now: () => 1_700_000_000_000 },
    { bytes: (length) => new Uint8Array(length).fill(7) },
  ),
}
const shopId = deps.ids.next()
const author: Author = { shopId, staffId: deps.ids.next(), deviceId: deps.ids.next() }

function catalogueOf(products: readonly Product[]): ExistingCatalogue {
  return {
    byId: (id) => products.find((product) => product.id === id),
    byExternalId: (externalId) => products.find((product) => product.source.externalId === externalId),
    bySku: (sku) => products.find((product) => product.variants.some((variant) => variant.sku === sku)),
    categoryByPath: () => undefined,
  }
}

function plan(text: string, options: { products?: readonly Product[]; currency?: CurrencyCode } = {}) {
  const file = readProductFile(text)
  if (!file.ok) throw new Error(JSON.stringify(file.error))
  const input = {
    file: file.value,
    existing: catalogueOf(options.products ?? []),
    currency: options.currency ?? 'XOF',
    author,
  } as const
  return { file: file.value, ...planProductImport(input, deps) }
}

const SHOPIFY = [
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position',
  'top,Varsity Top,"<p>Warm &amp; soft</p>",Acme,Women,"a, b",true,Size,Small,T-S,shopify,4,60,,,https://x.test/1.jpg,1',
  'top,,,,,,,,Medium,T-M,shopify,0,60,75,,,',
  'top,,,,,,,,,,,,,,,https://x.test/2.jpg,2',
  'shirt,Ocean Shirt,,Acme,Men,,false,Title,Default Title,S-1,,1,50.5,,4006381333931,,',
].join('\n')

const WOO = [
  'ID,Type,SKU,Nom,Publié,Description courte,Stock,Tarif promo,Tarif régulier,Catégories,Étiquettes,Images,Parent,Nom de l’attribut 1,Valeur(s) de l’attribut 1',
  '44,variable,woo-tee,T-shirt,1,Doux,,,,"Vêtements > Hauts, Promo",coton,"https://x.test/a.jpg, https://x.test/b.jpg",,Couleur,"Bleu, Vert"',
  '45,simple,woo-cap,Casquette,0,,12,"7,50","9,90",Vêtements,,,,,',
  '46,variation,woo-tee-bleu,T-shirt - Bleu,1,,3,,"15,00",,,,woo-tee,Couleur,Bleu',
  '47,variation,woo-tee-vert,T-shirt - Vert,1,,,,"15,00",,,,id:44,Couleur,Vert',
  '48,variation,orphan,Perdu,1,,,,"1,00",,,,nobody,Couleur,Vert',
  '49,grouped,group,Lot,1,,,,,,,,,,',
].join('\n')

describe('formats', () => {
  test('Shopify: rows of a handle are one product, image rows are pictures, "Default Title" is no option', () => {
    const { file, creates, rejected, openingStock } = plan(SHOPIFY, { currency: 'EUR' })
    expect(file.format).toBe('shopify')
    expect(rejected).toEqual([])
    const [top, shirt] = creates
    expect(top).toMatchObject({
      name: 'Varsity Top',
      description: 'Warm & soft',
      brand: 'Acme',
      tags: ['a', 'b'],
      active: true,
    })
    expect(
      top?.variants.map(({ sku, price, compareAtPrice, options }) => [sku, price, compareAtPrice, options]),
    ).toEqual([
      ['T-S', 6_000, null, [{ name: 'Size', value: 'Small' }]],
      ['T-M', 6_000, 7_500, [{ name: 'Size', value: 'Medium' }]],
    ])
    expect(top?.images.map(({ url }) => url)).toEqual(['https://x.test/1.jpg', 'https://x.test/2.jpg'])
    expect(shirt).toMatchObject({
      active: false,
      variants: [{ options: [], price: 5_050, barcodes: ['4006381333931'] }],
    })
    expect(openingStock.map(({ quantity }) => quantity)).toEqual([4, 1])
  })

  test('WooCommerce in French: variations find their parent by SKU and by id, promotions keep the old price beside', () => {
    const { file, creates, rejected, newCategories } = plan(WOO, { currency: 'EUR' })
    expect(file.format).toBe('woocommerce')
    const tee = creates.find(({ name }) => name === 'T-shirt')
    expect(tee?.variants.map(({ sku, price }) => [sku, price])).toEqual([
      ['woo-tee-bleu', 1_500],
      ['woo-tee-vert', 1_500],
    ])
    expect(creates.find(({ name }) => name === 'Casquette')).toMatchObject({
      active: false,
      variants: [{ price: 750, compareAtPrice: 990 }],
    })
    expect(rejected.map(({ number, problem }) => [number, problem.code])).toEqual([
      [6, 'UnknownParent'],
      [7, 'GroupedProduct'],
    ])
    expect(newCategories.map(({ name, parentId }) => [name, parentId === null])).toEqual([
      ['Vêtements', true],
      ['Hauts', false],
    ])
  })

  test('any French table with names people use: Désignation, Réf, Prix TTC, Code-barres, Rayon', () => {
    const text =
      'Réf;Désignation;Rayon;Prix TTC;Code-barres;Quantité\nR1;Riz brisé 5 kg;Épicerie;2 500 F CFA;6001234567892;12\n'
    const { file, creates } = plan(text)
    expect(file.format).toBe('generic')
    expect(creates[0]).toMatchObject({
      name: 'Riz brisé 5 kg',
      variants: [{ sku: 'R1', price: 2_500, barcodes: ['6001234567892'] }],
    })
  })
})

describe('bad rows', () => {
  test('each is named with its row and its reason, once, and the others go in', () => {
    const text = [
      'sku;nom;prix;quantité',
      'A;Riz;500;1',
      'B;Thé;douze;1',
      'A;Riz encore;500;1',
      ';;300;1',
      'C;Sel;-5;1',
      'D;Sucre;100;1,5',
      'E;Lait;;1',
    ].join('\n')
    const { creates, rejected, withoutPrice } = plan(text)
    expect(creates.map(({ name }) => name)).toEqual(['Riz', 'Lait'])
    expect(rejected.map(({ number, problem }) => [number, problem.code])).toEqual([
      [3, 'BadPrice'],
      [4, 'DuplicateSku'],
      [5, 'MissingName'],
      [6, 'NegativePrice'],
      [7, 'BadQuantity'],
    ])
    expect(withoutPrice).toEqual([8])
  })
})

describe('importing again', () => {
  test('IMPORT-1 the same file a second time changes nothing, and what it makes passes every rule', () => {
    for (const [text, currency] of [
      [SHOPIFY, 'EUR'],
      [WOO, 'EUR'],
      ['sku,name,price\nA,Rice,500\nB,Tea,250\n', 'XOF'],
    ] as const) {
      const first = plan(text, { currency })
      for (const product of first.creates) {
        expect(productSchema.safeParse(product).error).toBeUndefined()
        expect(checkDocument('products', null, product)).toEqual({ ok: true, value: undefined })
      }
      const second = plan(text, { currency, products: first.creates })
      expect([second.creates, second.updates, second.unchanged]).toEqual([[], [], first.creates.length])
    }
  })

  test('a changed price updates that price alone, and an empty cell leaves what is there', () => {
    const { creates } = plan('sku,name,price,brand\nA,Rice,500,Acme\n')
    const { updates } = plan('sku,name,price,brand\nA,Rice,550,\n', { products: creates })
    expect(updates).toHaveLength(1)
    expect(updates[0]?.after).toMatchObject({ brand: 'Acme', variants: [{ price: 550 }] })
    expect(updates[0]?.after.editId).not.toBe(updates[0]?.before.editId)
  })

  test('SKUs that differ by case only are two articles', () => {
    expect(plan('sku,name,price\n85123A,Heart,255\n85123a,Heart,255\n').creates).toHaveLength(2)
  })

  test('IMPORT-2 our own export, formulas and all, imports again without a change', () => {
    const { creates } = plan('sku,name,price,description\n=A1,"=cmd|x",500,"a; b\n""c"""\n-B,Thé,250,\n')
    const rows = creates.flatMap((product) => exportRows(product, { categoryPath: '', onHand: () => 3 }))
    const { file, updates, rejected, unchanged } = plan(writeCsv(EXPORT_HEADER, rows), { products: creates })
    expect(file.format).toBe('comptoir')
    expect([updates, rejected, unchanged]).toEqual([[], [], 2])
  })

  test('IMPORT-2 how goods are told apart goes out and comes in again, and an empty cell leaves it', () => {
    const { creates } = plan('sku,name,price\nA,Yaourt,200\n')
    const tracked = creates.map((product): Product => ({ ...product, tracking: 'lot' }))
    const rowsOf = (products: readonly Product[]) =>
      products.flatMap((product) => exportRows(product, { categoryPath: '', onHand: () => null }))
    const { updates } = plan(writeCsv(EXPORT_HEADER, rowsOf(tracked)), { products: creates })
    expect(updates.map(({ after }) => after.tracking)).toEqual(['lot'])
    expect(plan(writeCsv(EXPORT_HEADER, rowsOf(creates)), { products: tracked }).unchanged).toBe(1)
  })

  test('goods by weight come with their unit, their stock in what the price is for', () => {
    const text =
      'sku,name,price,unit,stock\nT,Tomates,1500,kg,"12,5"\nO,Olives,300,100 g,4\nS,Sac,50,carton,3\n'
    const { creates, openingStock, rejected } = plan(text)
    expect(creates.map(({ unit, pricePer }) => [unit, pricePer])).toEqual([
      ['gram', 1_000],
      ['gram', 100],
      ['piece', undefined],
    ])
    expect(openingStock.map(({ quantity }) => quantity)).toEqual([12_500, 400, 3])
    expect(rejected).toEqual([])
    const loyverse = plan('Handle,SKU,Name,Sold by weight\nt,1,Tomates,Y\ns,2,Sac,N\n').creates
    expect(loyverse.map(({ unit, pricePer }) => [unit, pricePer])).toEqual([
      ['gram', 1_000],
      ['piece', undefined],
    ])
  })

  test('IMPORT-2 goods by weight go out and come in again, here without a change and elsewhere as they are', () => {
    const { creates } = plan(
      'sku,name,price,unit,seuil\nT,Tomates,1500,kg,2\nC,Conseil,6000,h,\nS,Sac,50,,5\n',
    )
    const rows = creates.flatMap((product) => exportRows(product, { categoryPath: '', onHand: () => 12_500 }))
    const text = writeCsv(EXPORT_HEADER, rows)
    expect(plan(text, { products: creates })).toMatchObject({ updates: [], rejected: [], unchanged: 3 })
    const elsewhere = plan(text)
    const meant = ({ name, unit, pricePer, variants }: Product) => [
      name,
      unit,
      pricePer,
      variants[0]?.lowStockThreshold,
    ]
    expect(elsewhere.creates.map(meant)).toEqual(creates.map(meant))
    expect(elsewhere.openingStock[0]?.quantity).toBe(12_500)
  })

  test('a file never changes what stock and prices mean', () => {
    const { creates } = plan('sku,name,price,unit\nT,Tomates,1500,kg\n')
    const other = plan('sku,name,price,unit\nT,Tomates,150,100 g\n', { products: creates })
    expect(other).toMatchObject({ creates: [], updates: [], unchanged: 0 })
    expect(other.rejected.map(({ number, problem }) => [number, problem])).toEqual([
      [2, { code: 'OtherUnit', text: '100 g' }],
    ])
    const silent = plan('sku,name,price\nT,Tomates,1600\n', { products: creates })
    expect(silent.updates[0]?.after).toMatchObject({ unit: 'gram', pricePer: 1_000 })
    const ours = writeCsv(EXPORT_HEADER, [
      ['', 'Tomates', ...EXPORT_HEADER.slice(2).map((name) => (name === 'Unit' ? 'sac' : ''))],
    ])
    expect(plan(ours).rejected.map(({ problem }) => problem)).toContainEqual({ code: 'BadUnit', text: 'sac' })
  })

  test('ids are derived: two devices that import the same file make the same documents', () => {
    const [a, b] = [plan(SHOPIFY, { currency: 'EUR' }), plan(SHOPIFY, { currency: 'EUR' })]
    const ids = (made: readonly Product[]): Id[] =>
      made.flatMap(({ id, variants }) => [id, ...variants.map((variant) => variant.id)])
    expect(ids(a.creates)).toEqual(ids(b.creates))
    expect(ids(a.creates).every(isId)).toBe(true)
    expect(new Set(ids(a.creates)).size).toBe(ids(a.creates).length)
    expect(foldText('ÉPICERIE  fine')).toBe('epicerie fine')
  })
})
