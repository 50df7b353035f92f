import type { Driver } from './bench-browser.ts'
import type { Notebook } from './measurement.ts'
import type { LocalHarness } from './pages/local.ts'
import type { Sizes } from './sizes.ts'

const KNOWN = 60
const PEER_SEARCHES = 5
/** As many as a counter shows without scrolling. */
const TILES = 24

/** What somebody types on the way to a name: one letter more each time, and words from its middle. */
function typedTexts(names: readonly string[], count: number): string[] {
  const texts = names.flatMap((name) => {
    const [first = '', kind = '', maker = ''] = name.split(' ')
    const whole = `${first} ${kind.slice(0, 4)}`
    const typed = Array.from(whole, (_, i) => whole.slice(0, i + 1).trim()).filter((text) => text !== '')
    return [
      ...typed,
      maker.slice(1, 5),
      `${maker.slice(0, 3)} ${first.slice(1, 4)}`,
      `rayon ${first.length} ${first}`,
    ]
  })
  return Array.from({ length: count }, (_, i) => texts[(i * 7) % texts.length] ?? '')
}

/** Search as you type and scanning, each as the counter asks for it. */
export async function measureSearch(
  page: Driver<LocalHarness>,
  sizes: Sizes,
  notes: Notebook,
): Promise<void> {
  for (const products of sizes.catalogues) await measureCatalogue(page, products, sizes, notes)
}

async function measureCatalogue(
  page: Driver<LocalHarness>,
  products: number,
  sizes: Sizes,
  notes: Notebook,
): Promise<void> {
  const name = `catalogue-${products}`
  const group = `Finding an article among ${products} in ${sizes.categories} categories`
  notes.say(`writing ${products} products`)
  await page.call('fill', name, products, 0, sizes.categories)
  await page.call('fillDexie', name, products, 0)
  const built = await page.call('start', name)
  notes.add({
    id: `${name}-build`,
    group,
    what: 'index built from the documents, once',
    unit: 'ms',
    runs: [[built]],
  })
  const known = await page.call('known', name, KNOWN)
  const texts = typedTexts(
    known.map((one) => one.name),
    sizes.searchesPerRun,
  )
  const codes = Array.from({ length: sizes.searchesPerRun }, (_, i) =>
    i % 10 === 9 ? `999${i}` : (known[i % known.length]?.code ?? ''),
  )
  const tiles = codes.map((_, i) =>
    Array.from({ length: TILES }, (_each, at) => known[(i + at) % known.length]).filter(
      (one) => one !== undefined,
    ),
  )
  const tileIds = tiles.map((each) => each.map(({ variantId }) => variantId))
  const tileProducts = tiles.map((each) => each.map(({ productId }) => productId))
  await page.call('browse', texts.slice(0, 20))
  const search: number[][] = []
  const browse: number[][] = []
  const scan: number[][] = []
  const scanPeer: number[][] = []
  const favourites: number[][] = []
  const favouritesPeer: number[][] = []
  const searchPeer: number[][] = []
  for (let run = 0; run < sizes.searchRuns; run++) {
    search.push(
      await page.call(
        'search',
        texts.map((text) => ({ text, limit: 40, activeOnly: true })),
      ),
    )
    browse.push(await page.call('browse', texts))
    const scanned = await page.call('scan', codes)
    if (scanned.found === 0) throw new Error('No code was found: the scan measures nothing')
    scan.push(scanned.times)
    scanPeer.push(await page.call('dexieScan', name, codes))
    const shown = await page.call('favourites', tileIds)
    if (shown.found === 0) throw new Error('No tile was found: the favourites measure nothing')
    favourites.push(shown.times)
    favouritesPeer.push(await page.call('dexieFavourites', name, tileProducts))
    searchPeer.push(await page.call('dexieSearch', name, texts.slice(0, PEER_SEARCHES)))
  }
  await page.call('stop')
  notes.add({
    id: `${name}-search`,
    group,
    what: 'counter: a typed text to its 40 best hits',
    unit: 'ms',
    runs: search,
    beside: `${name}-search-peer`,
  })
  notes.add({
    id: `${name}-browse`,
    group,
    what: 'Products: a typed text to the first page',
    unit: 'ms',
    runs: browse,
  })
  notes.add({
    id: `${name}-search-peer`,
    group,
    what: 'beside: Dexie, words anywhere in the name, unsorted',
    unit: 'ms',
    runs: searchPeer,
  })
  notes.add({
    id: `${name}-scan`,
    group,
    what: 'a scanned code to its article',
    unit: 'ms',
    runs: scan,
    beside: `${name}-scan-peer`,
  })
  notes.add({
    id: `${name}-scan-peer`,
    group,
    what: 'beside: Dexie, index over the codes',
    unit: 'ms',
    runs: scanPeer,
  })
  notes.add({
    id: `${name}-favourites`,
    group,
    what: `the counter's ${TILES} favourites with price and stock`,
    unit: 'ms',
    runs: favourites,
    beside: `${name}-favourites-peer`,
  })
  notes.add({
    id: `${name}-favourites-peer`,
    group,
    what: 'beside: Dexie, the same products by their ids',
    unit: 'ms',
    runs: favouritesPeer,
  })
}
