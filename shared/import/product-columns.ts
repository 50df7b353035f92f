import { foldText } from '@shared/domain/catalogue/fold-text.ts'

/** What a column of a product file can mean to us. */
export const PRODUCT_COLUMNS = [
  'handle',
  'productId',
  'type',
  'parent',
  'name',
  'shortDescription',
  'description',
  'brand',
  'category',
  'tags',
  'active',
  'featured',
  'sku',
  'barcode',
  'optionName1',
  'optionValue1',
  'optionName2',
  'optionValue2',
  'optionName3',
  'optionValue3',
  'price',
  'salePrice',
  'compareAtPrice',
  'cost',
  'tracked',
  'unit',
  'tracking',
  'quantity',
  'lowStock',
  'weight',
  'image',
  'imageAlt',
  'variantImage',
  'seoTitle',
  'seoDescription',
  'slug',
] as const
export type ProductColumn = (typeof PRODUCT_COLUMNS)[number]

/** Column of the file by meaning: an index into its header. */
export type ColumnMapping = Partial<Record<ProductColumn, number>>

export const PRODUCT_FORMATS = [
  'shopify',
  'woocommerce',
  'square',
  'loyverse',
  'comptoir',
  'generic',
] as const
export type ProductFormat = (typeof PRODUCT_FORMATS)[number]

/** Header names per format, folded. Sources: the vendors' public templates and exports; WooCommerce in English and French. */
const NAMES: Readonly<Record<ProductFormat, Partial<Record<ProductColumn, readonly string[]>>>> = {
  shopify: {
    handle: ['handle', 'url handle'],
    name: ['title'],
    description: ['body (html)', 'description'],
    brand: ['vendor'],
    category: ['type', 'product category'],
    tags: ['tags'],
    active: ['status', 'published', 'published on online store'],
    sku: ['variant sku', 'sku'],
    barcode: ['variant barcode', 'barcode'],
    optionName1: ['option1 name'],
    optionValue1: ['option1 value'],
    optionName2: ['option2 name'],
    optionValue2: ['option2 value'],
    optionName3: ['option3 name'],
    optionValue3: ['option3 value'],
    price: ['variant price', 'price'],
    compareAtPrice: ['variant compare at price', 'compare-at price'],
    cost: ['cost per item'],
    tracked: ['variant inventory tracker', 'inventory tracker'],
    quantity: ['variant inventory qty', 'inventory quantity'],
    weight: ['variant grams', 'weight value (grams)'],
    image: ['image src', 'product image url'],
    imageAlt: ['image alt text'],
    variantImage: ['variant image', 'variant image url'],
    seoTitle: ['seo title'],
    seoDescription: ['seo description'],
  },
  woocommerce: {
    productId: ['id'],
    type: ['type'],
    parent: ['parent'],
    name: ['name', 'nom'],
    shortDescription: ['short description', 'description courte'],
    description: ['description'],
    category: ['categories', 'categorie'],
    tags: ['tags', 'etiquettes'],
    active: ['published', 'publie'],
    featured: ['is featured?', 'mis en avant ?', 'mis en avant?'],
    sku: ['sku', 'ugs'],
    barcode: ['gtin, upc, ean, or isbn', 'gtin, upc, ean ou isbn'],
    optionName1: ['attribute 1 name', "nom de l'attribut 1", 'nom de l’attribut 1'],
    optionValue1: ['attribute 1 value(s)', "valeur(s) de l'attribut 1", 'valeur(s) de l’attribut 1'],
    optionName2: ['attribute 2 name', "nom de l'attribut 2", 'nom de l’attribut 2'],
    optionValue2: ['attribute 2 value(s)', "valeur(s) de l'attribut 2", 'valeur(s) de l’attribut 2'],
    optionName3: ['attribute 3 name', "nom de l'attribut 3", 'nom de l’attribut 3'],
    optionValue3: ['attribute 3 value(s)', "valeur(s) de l'attribut 3", 'valeur(s) de l’attribut 3'],
    salePrice: ['sale price', 'tarif promo'],
    price: ['regular price', 'tarif regulier'],
    cost: ['cost of goods', 'cout des marchandises'],
    quantity: ['stock'],
    lowStock: ['low stock amount', 'montant de stock faible'],
    image: ['images'],
  },
  square: {
    handle: ['reference handle', 'token'],
    name: ['item name'],
    optionValue1: ['variation name'],
    sku: ['sku'],
    description: ['description'],
    category: ['categories', 'category'],
    barcode: ['gtin'],
    price: ['price'],
    cost: ['default unit cost'],
    tracked: ['stockable'],
  },
  loyverse: {
    handle: ['handle'],
    sku: ['sku'],
    name: ['name'],
    category: ['category'],
    description: ['description'],
    optionName1: ['option 1 name'],
    optionValue1: ['option 1 value'],
    optionName2: ['option 2 name'],
    optionValue2: ['option 2 value'],
    optionName3: ['option 3 name'],
    optionValue3: ['option 3 value'],
    cost: ['cost'],
    barcode: ['barcode'],
    unit: ['sold by weight'],
    tracked: ['track stock'],
  },
  comptoir: {
    productId: ['comptoir product'],
    name: ['name'],
    shortDescription: ['short description'],
    description: ['description'],
    brand: ['brand'],
    category: ['category'],
    tags: ['tags'],
    active: ['active'],
    sku: ['sku'],
    barcode: ['barcodes'],
    optionName1: ['option 1 name'],
    optionValue1: ['option 1 value'],
    optionName2: ['option 2 name'],
    optionValue2: ['option 2 value'],
    optionName3: ['option 3 name'],
    optionValue3: ['option 3 value'],
    price: ['price'],
    compareAtPrice: ['compare-at price'],
    cost: ['cost'],
    tracked: ['tracked'],
    tracking: ['told apart by'],
    unit: ['unit'],
    lowStock: ['low stock'],
    quantity: ['on hand'],
    seoTitle: ['seo title'],
    seoDescription: ['seo description'],
    slug: ['slug'],
  },
  generic: {
    handle: ['handle', 'groupe', 'group'],
    name: [
      'name',
      'nom',
      'title',
      'titre',
      'product',
      'produit',
      'article',
      'designation',
      'libelle',
      'item',
      'item name',
      'product name',
    ],
    description: ['description', 'details'],
    brand: ['brand', 'marque', 'vendor', 'fournisseur', 'manufacturer'],
    category: ['category', 'categorie', 'type', 'rayon', 'famille', 'department'],
    tags: ['tags', 'etiquettes', 'mots-cles'],
    active: ['active', 'actif', 'published', 'publie', 'status'],
    sku: [
      'sku',
      'ugs',
      'ref',
      'reference',
      'code',
      'code article',
      'stock code',
      'stockcode',
      'item code',
      'product code',
    ],
    barcode: ['barcode', 'code-barres', 'code barres', 'codebarre', 'ean', 'ean13', 'gtin', 'upc'],
    price: [
      'price',
      'prix',
      'prix de vente',
      'prix ttc',
      'sale price',
      'unit price',
      'tarif',
      'pv',
      'selling price',
    ],
    compareAtPrice: ['compare-at price', 'prix barre', 'list price'],
    cost: ['cost', 'cout', "prix d'achat", 'prix achat', 'purchase price', 'pa'],
    quantity: ['quantity', 'quantite', 'qty', 'qte', 'stock', 'on hand', 'en stock'],
    unit: ['unit', 'unite', 'vendu par', 'vendu au', 'sold by', 'prix par', 'price per', 'mesure'],
    lowStock: ['low stock', 'seuil', "seuil d'alerte", 'minimum'],
    optionName1: ['option 1 name', 'option 1'],
    optionValue1: ['option 1 value', 'variant', 'variante', 'declinaison', 'taille', 'size'],
  },
}

/** A header is of a format when it has all of these. */
const SIGNATURES: readonly [ProductFormat, readonly (readonly string[])[]][] = [
  ['comptoir', [['comptoir product']]],
  ['shopify', [['handle', 'url handle'], ['title'], ['option1 name']]],
  ['loyverse', [['handle'], ['sold by weight']]],
  ['square', [['item name'], ['variation name']]],
  [
    'woocommerce',
    [
      ['sku', 'ugs'],
      ['regular price', 'tarif regulier'],
    ],
  ],
]

export function detectFormat(header: readonly string[]): ProductFormat {
  const names = new Set(header.map(foldText))
  const found = SIGNATURES.find(([, all]) => all.every((any) => any.some((name) => names.has(name))))
  return found?.[0] ?? 'generic'
}

/** Guesses each column's meaning by its name, never by its position. Square and Loyverse name shops in brackets. */
export function mapColumns(header: readonly string[], format: ProductFormat): ColumnMapping {
  const folded = header.map((name) => foldText(name))
  const mapping: ColumnMapping = {}
  for (const column of PRODUCT_COLUMNS) {
    const wanted = NAMES[format][column] ?? []
    const at = wanted.map((name) => folded.indexOf(name)).find((index) => index !== -1)
    if (at !== undefined) mapping[column] = at
  }
  const byPrefix: readonly [ProductColumn, RegExp][] = [
    ['price', /^price \[/],
    ['quantity', /^(in stock \[|current quantity )/],
    ['lowStock', /^(low stock \[|stock alert count )/],
    ['weight', /^weight \((kg|g|lbs?)\)$/],
  ]
  for (const [column, pattern] of byPrefix) {
    const at = folded.findIndex((name) => pattern.test(name))
    if (mapping[column] === undefined && at !== -1) mapping[column] = at
  }
  return mapping
}
