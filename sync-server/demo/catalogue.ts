/*
 * What a neighbourhood shop in Dakar sells. Data, not interface text: product names are in the shop's own language.
 * Prices in francs CFA with tax, costs without; `popularity` weighs how often it is sold.
 */

export interface DemoVariant {
  readonly option: string | null
  readonly price: number
  readonly cost: number
}

export interface DemoProduct {
  readonly name: string
  readonly brand: string
  readonly option: string | null
  readonly popularity: number
  /** How its pieces are told apart, where they are. */
  readonly tracking?: 'lot' | 'serial'
  /** Sold by weight, with prices by the kilo: what one customer takes at a time, in grams. */
  readonly portion?: number
  readonly variants: readonly DemoVariant[]
}

export interface DemoCategory {
  readonly name: string
  readonly code: string
  readonly taxed: boolean
  readonly products: readonly DemoProduct[]
}

const one = (name: string, brand: string, price: number, cost: number, popularity = 3): DemoProduct => ({
  name,
  brand,
  option: null,
  popularity,
  variants: [{ option: null, price, cost }],
})

const byWeight = (name: string, portion: number, price: number, cost: number, popularity: number) => ({
  ...one(name, '', price, cost, popularity),
  portion,
})

const several = (
  name: string,
  brand: string,
  option: string,
  popularity: number,
  ...variants: readonly (readonly [option: string, price: number, cost: number])[]
): DemoProduct => ({
  name,
  brand,
  option,
  popularity,
  variants: variants.map(([value, price, cost]) => ({ option: value, price, cost })),
})

/** Told apart piece by piece, or by lot. */
const tracked = (product: DemoProduct, tracking: 'lot' | 'serial'): DemoProduct => ({ ...product, tracking })

export const DEMO_CATEGORIES: readonly DemoCategory[] = [
  {
    name: 'Épicerie',
    code: 'EPI',
    taxed: false,
    products: [
      several(
        'Riz brisé parfumé',
        'Vallée',
        'Sac',
        8,
        ['1 kg', 500, 410],
        ['5 kg', 2_400, 2_020],
        ['25 kg', 11_500, 9_900],
      ),
      one('Riz entier étuvé 1 kg', 'Vallée', 650, 520, 4),
      several('Couscous de mil', 'Saloum', 'Sachet', 4, ['500 g', 450, 320], ['1 kg', 850, 610]),
      one('Fonio précuit 500 g', 'Kédougou', 1_100, 800, 2),
      several('Huile d’arachide', 'Baol', 'Bouteille', 6, ['1 L', 1_350, 1_130], ['5 L', 6_400, 5_500]),
      one('Sucre en poudre 1 kg', 'Richard', 700, 590, 7),
      one('Sel iodé 1 kg', 'Kaolack', 200, 120, 3),
      one('Farine de blé 1 kg', 'Grand Moulin', 550, 430, 4),
      one('Spaghetti 500 g', 'Bella', 400, 300, 5),
      one('Double concentré de tomate 400 g', 'Niayes', 650, 500, 6),
      one('Bouillon cube, étui de 100', 'Jolie', 1_500, 1_180, 4),
      one('Pâte d’arachide 500 g', 'Baol', 900, 650, 4),
    ],
  },
  {
    name: 'Boissons',
    code: 'BOI',
    taxed: true,
    products: [
      several('Eau minérale', 'Source des Niayes', 'Bouteille', 10, ['0,5 L', 200, 130], ['1,5 L', 400, 260]),
      one('Jus de bissap 1 L', 'Teranga', 1_000, 650, 5),
      one('Jus de bouye 1 L', 'Teranga', 1_200, 800, 4),
      one('Jus de gingembre 0,5 L', 'Teranga', 700, 430, 4),
      one('Boisson gazeuse cola 1,5 L', 'Ndar Cola', 900, 640, 6),
      one('Boisson gazeuse orange 33 cl', 'Ndar', 350, 220, 7),
      one('Boisson énergisante 25 cl', 'Lion', 600, 400, 3),
    ],
  },
  {
    name: 'Café, thé et petit déjeuner',
    code: 'CAF',
    taxed: true,
    products: [
      several('Café Touba moulu', 'Serigne', 'Paquet', 7, ['250 g', 1_000, 720], ['500 g', 1_900, 1_400]),
      one('Café soluble 50 g', 'Matin', 1_250, 930, 4),
      one('Thé vert de Chine 200 g', 'Attaya', 900, 640, 7),
      one('Kinkéliba, sachet 100 g', 'Kédougou', 500, 280, 3),
      several(
        'Lait en poudre',
        'Laiterie du Fleuve',
        'Boîte',
        6,
        ['400 g', 2_100, 1_720],
        ['900 g', 4_500, 3_750],
      ),
      one('Lait concentré sucré 397 g', 'Laiterie du Fleuve', 750, 590, 5),
      one('Pâte à tartiner 400 g', 'Chocoba', 1_800, 1_350, 3),
      one('Biscuits au beurre 200 g', 'Gorée', 500, 340, 5),
      one('Margarine 500 g', 'Tartine', 950, 720, 4),
    ],
  },
  {
    name: 'Produits frais',
    code: 'FRA',
    taxed: true,
    products: [
      tracked(one('Yaourt sucré 125 g', 'Laiterie du Fleuve', 200, 140, 8), 'lot'),
      one('Lait caillé 1 L', 'Dahra', 1_000, 720, 5),
      tracked(one('Beurre doux 200 g', 'Dahra', 1_300, 990, 2), 'lot'),
      one('Œufs, plateau de 30', 'Niayes', 2_800, 2_350, 4),
      one('Poulet entier congelé 1,2 kg', 'Niayes', 2_900, 2_400, 3),
      one('Fromage fondu, 8 portions', 'Vache Peule', 900, 650, 4),
      byWeight('Tomates', 250, 900, 600, 5),
      byWeight('Oignons', 500, 600, 420, 6),
      byWeight('Carottes', 250, 800, 560, 3),
    ],
  },
  {
    name: 'Hygiène et beauté',
    code: 'HYG',
    taxed: true,
    products: [
      several('Savon de ménage', 'Cayor', 'Taille', 5, ['200 g', 250, 160], ['400 g', 450, 300]),
      one('Savon au karité 100 g', 'Karité d’Or', 600, 380, 4),
      one('Beurre de karité 250 ml', 'Karité d’Or', 2_500, 1_600, 3),
      one('Dentifrice 75 ml', 'Sourire', 700, 480, 4),
      one('Brosse à dents souple', 'Sourire', 400, 220, 3),
      one('Shampooing 400 ml', 'Ndiaga', 1_900, 1_300, 2),
      one('Couches bébé taille 4, paquet de 28', 'Doudou', 4_900, 3_950, 3),
      one('Serviettes hygiéniques, paquet de 10', 'Linguère', 900, 600, 4),
    ],
  },
  {
    name: 'Entretien',
    code: 'ENT',
    taxed: true,
    products: [
      one('Eau de Javel 1 L', 'Blancheur', 450, 290, 5),
      several('Lessive en poudre', 'Blancheur', 'Paquet', 5, ['500 g', 650, 480], ['2 kg', 2_400, 1_850]),
      one('Liquide vaisselle 750 ml', 'Blancheur', 950, 650, 3),
      one('Éponges, lot de 3', 'Propre', 400, 220, 3),
      one('Insecticide 300 ml', 'Stop Mouche', 1_600, 1_150, 3),
      one('Sacs poubelle 50 L, rouleau de 10', 'Propre', 800, 500, 2),
    ],
  },
  {
    name: 'Encens et parfums',
    code: 'ENC',
    taxed: true,
    products: [
      several('Thiouraye', 'Maison Awa', 'Pot', 3, ['50 g', 1_500, 850], ['150 g', 3_900, 2_300]),
      one('Encens en bâtonnets', 'Maison Awa', 500, 260, 3),
      one('Encensoir en terre cuite', 'Potiers de Thiès', 2_000, 1_200, 1),
      one('Charbon pour encens, boîte de 10', 'Maison Awa', 300, 160, 3),
      one('Eau de toilette 100 ml', 'Almadies', 7_500, 5_200, 1),
    ],
  },
  {
    name: 'Téléphonie et papeterie',
    code: 'TEL',
    taxed: true,
    products: [
      one('Câble USB-C 1 m', 'Plateau', 2_000, 1_050, 2),
      tracked(one('Chargeur secteur 20 W', 'Plateau', 4_500, 2_800, 1), 'serial'),
      several('Écouteurs filaires', 'Plateau', 'Couleur', 2, ['Noir', 2_500, 1_400], ['Blanc', 2_500, 1_400]),
      one('Carte mémoire 32 Go', 'Plateau', 4_000, 2_700, 1),
      one('Cahier 200 pages', 'Écolier', 600, 380, 4),
      one('Stylo bille bleu', 'Écolier', 100, 50, 5),
      one('Pile AA, lot de 4', 'Soleil', 1_000, 620, 3),
    ],
  },
]

/** Sold together at one price; each of the goods by its product's name, in its first variant. */
export const DEMO_BUNDLE = {
  name: 'Petit déjeuner complet',
  category: 'CAF',
  price: 2_000,
  holds: ['Café Touba moulu', 'Lait concentré sucré 397 g', 'Biscuits au beurre 200 g'],
} as const

/** Tiles on the counter, in this order. */
export const DEMO_FAVOURITES = [
  'Eau minérale',
  'Tomates',
  'Oignons',
  'Café Touba moulu',
  DEMO_BUNDLE.name,
] as const

/** Three paid, four taken; and a part off everything of a category. */
export const DEMO_PROMOTIONS = {
  yoghurt: { name: 'Yaourts : 3 achetés, 1 offert', product: 'Yaourt sucré 125 g' },
  incense: { name: 'Encens −10 %', category: 'ENC' },
} as const

export const DEMO_CUSTOMERS: readonly {
  readonly name: string
  readonly phone: string
  readonly city: string
}[] = [
  { name: 'Aminata Sarr', phone: '+221 77 123 45 67', city: 'Médina' },
  { name: 'Ibrahima Ndour', phone: '+221 76 234 56 78', city: 'Grand Yoff' },
  { name: 'Mariama Ba', phone: '+221 78 345 67 89', city: 'Ouakam' },
  { name: 'Cheikh Gueye', phone: '+221 70 456 78 90', city: 'Pikine' },
  { name: 'Khady Diagne', phone: '+221 77 567 89 01', city: 'Yoff' },
  { name: 'Ousmane Sy', phone: '+221 76 678 90 12', city: 'Parcelles Assainies' },
  { name: 'Restaurant Chez Adja', phone: '+221 33 824 11 22', city: 'Plateau' },
  { name: 'Ndèye Fall', phone: '+221 77 789 01 23', city: 'Fann' },
  { name: 'Modou Thiam', phone: '+221 78 890 12 34', city: 'Rufisque' },
  { name: 'École Les Baobabs', phone: '+221 33 867 33 44', city: 'Mermoz' },
]
