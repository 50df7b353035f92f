/** How much is measured. The quick form shows that the bench works; its figures say little. */
export interface Sizes {
  /** The synced device of the cold start and of the sales; the larger shop first. */
  readonly shops: readonly { readonly name: string; readonly products: number; readonly orders: number }[]
  /** The shop whose past a new device fetches in packed form; its orders are put straight into the server's table. */
  readonly history: { readonly products: number; readonly orders: number; readonly pullSeconds: number }
  readonly relaunches: number
  readonly saleRuns: number
  readonly salesPerRun: number
  /** Pause between two sales: a counter sells one after the other, and what was sold is sent meanwhile. */
  readonly salePauseMs: number
  readonly shownSales: number
  /** Order lines of the dashboard's store, and of the smaller one beside which the peers are measured. */
  readonly reportLines: number
  readonly peerLines: number
  /** Orders in the stores that others' writes and starts are measured on, growing. */
  readonly peerOrders: readonly number[]
  /** Ranges that the databases of others are asked for. */
  readonly peerReports: number
  readonly pouchDocuments: number
  readonly reportRuns: number
  readonly reportsPerRun: number
  readonly catalogues: readonly number[]
  readonly categories: number
  readonly searchRuns: number
  readonly searchesPerRun: number
  /** Five minutes after a first load the worker keeps a snapshot that no later start reads anything before. */
  readonly snapshotWaitMs: number
}

export const LINES_PER_ORDER = { synced: 3, sold: 10, report: 10 } as const

export const FULL: Sizes = {
  shops: [
    { name: 'large', products: 50_000, orders: 100_000 },
    { name: 'small', products: 5_000, orders: 10_000 },
  ],
  history: { products: 2_000, orders: 300_000, pullSeconds: 30 },
  relaunches: 7,
  saleRuns: 3,
  salesPerRun: 200,
  salePauseMs: 60,
  shownSales: 25,
  reportLines: 1_000_000,
  peerLines: 100_000,
  peerOrders: [10_000, 100_000],
  peerReports: 20,
  pouchDocuments: 15_000,
  reportRuns: 3,
  reportsPerRun: 120,
  catalogues: [50_000, 100_000],
  categories: 1_000,
  searchRuns: 3,
  searchesPerRun: 300,
  snapshotWaitMs: 320_000,
}

export const QUICK: Sizes = {
  shops: [{ name: 'small', products: 500, orders: 600 }],
  history: { products: 100, orders: 4_000, pullSeconds: 2 },
  relaunches: 2,
  saleRuns: 2,
  salesPerRun: 20,
  salePauseMs: 20,
  shownSales: 2,
  reportLines: 10_000,
  peerLines: 5_000,
  peerOrders: [500, 1_000],
  peerReports: 5,
  pouchDocuments: 300,
  reportRuns: 2,
  reportsPerRun: 20,
  catalogues: [1_000],
  categories: 20,
  searchRuns: 2,
  searchesPerRun: 30,
  snapshotWaitMs: 0,
}
