import type { Store } from '@renderer/db/store.ts'
import { type Author, newEnvelope } from '@shared/domain/authoring.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import type { NewCategory, ProductImportPlan } from '@shared/import/product-import.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import type { Id, IdSource } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import { applyChanges } from '../product-changes.ts'
import { writeFailure } from '../write-failure.ts'
import type { ImportClient } from './import-client.ts'
import type { PlanSummary, ProductUpdate } from './import-protocol.ts'

/** What an import wrote: enough to tell about it and to take it back. */
export interface ImportOutcome {
  readonly created: readonly Id[]
  readonly updated: readonly ProductUpdate[]
  /** Fields that somebody changed between the preview and the run: his values stand. */
  readonly keptFields: number
  readonly categories: readonly Id[]
  readonly movements: readonly StockMovement[]
  readonly end: 'complete' | 'cancelled' | 'failed'
  /** Kind of failure when `end` is `failed`. What was stored before it stays. */
  readonly failure: string
}

export interface ImportTask {
  readonly store: Pick<Store, 'insert' | 'insertMany' | 'edit' | 'get'>
  readonly client: Pick<ImportClient, 'ask'>
  readonly summary: PlanSummary
  readonly author: Author
  readonly deps: { readonly clock: Clock; readonly ids: IdSource }
  readonly fileName: string
  /** Where the file's quantities are received; null leaves them out. */
  readonly receiveAt: { readonly locationId: Id; readonly businessDay: BusinessDay } | null
  readonly signal: AbortSignal
  onProgress(share: number): void
}

const SLICE = 25
const LINES_PER_MOVEMENT = 500

interface Written {
  created: Id[]
  updated: ProductUpdate[]
  keptFields: number
  categories: Id[]
  movements: StockMovement[]
}

/** Writes the plan in slices, with a breath between them: the screen stays alive and a cancel takes hold at once. */
export async function runImport(task: ImportTask): Promise<ImportOutcome> {
  const written: Written = { created: [], updated: [], keptFields: 0, categories: [], movements: [] }
  const steps = [writeCategories, writeCreates, writeUpdates, writeOpeningStock]
  for (const step of steps) {
    const done = await step(task, written)
    if (!done.ok) {
      const cancelled = done.error.type === 'Cancelled'
      return {
        ...written,
        end: cancelled ? 'cancelled' : 'failed',
        failure: cancelled ? '' : done.error.type,
      }
    }
  }
  return { ...written, end: 'complete', failure: '' }
}

type Step = Result<void, { readonly type: string }>

async function writeCategories(task: ImportTask, written: Written): Promise<Step> {
  for (const [i, category] of task.summary.newCategories.entries()) {
    const failure = await writeCategory(task, category, i)
    if (failure) return err(failure)
    written.categories.push(category.id)
  }
  return ok(undefined)
}

/** A category's id comes from its path: after an undone import it is there, archived, and comes back into use. */
async function writeCategory(
  { store, author, deps }: ImportTask,
  category: NewCategory,
  sortOrder: number,
): Promise<{ readonly type: string } | null> {
  if (await store.get('settings', category.id)) {
    const edited = await store.edit('settings', category.id, (current) => ok({ ...current, archived: false }))
    return edited.ok ? null : edited.error
  }
  const setting: Setting = {
    ...newEnvelope(author, deps),
    id: category.id,
    kind: 'category',
    value: { name: category.name, parentId: category.parentId, sortOrder },
  }
  return writeFailure(store.insert('settings', setting))
}

async function writeCreates(task: ImportTask, written: Written): Promise<Step> {
  for (let offset = 0; offset < task.summary.creates; offset += SLICE) {
    if (task.signal.aborted) return err({ type: 'Cancelled' })
    const products = await task.client.ask('creates', offset, SLICE)
    const stored = await task.store.insertMany('products', products)
    // Noted even when the slice failed half-way: an undo passes over what is not there.
    written.created.push(...products.map(({ id }) => id))
    if (!stored.ok) return stored
    await breathe(task, written)
  }
  return ok(undefined)
}

async function writeUpdates(task: ImportTask, written: Written): Promise<Step> {
  for (let offset = 0; offset < task.summary.updates; offset += SLICE) {
    if (task.signal.aborted) return err({ type: 'Cancelled' })
    for (const update of await task.client.ask('updates', offset, SLICE)) {
      let clashes = 0
      const edited = await task.store.edit('products', update.after.id, (current) => {
        const applied = applyChanges(update.before, update.after, current, 'theirs')
        clashes = applied.clashes.length
        return ok(applied.product)
      })
      if (!edited.ok) return err(edited.error)
      written.keptFields += clashes
      written.updated.push({ before: update.before, after: edited.value })
    }
    await breathe(task, written)
  }
  return ok(undefined)
}

async function writeOpeningStock(task: ImportTask, written: Written): Promise<Step> {
  const { receiveAt, summary, author, deps, fileName } = task
  const stored = new Set<Id>(written.created)
  const lines = openingLines(summary.openingStock, stored)
  if (receiveAt === null) return ok(undefined)
  for (let offset = 0; offset < lines.length; offset += LINES_PER_MOVEMENT) {
    if (task.signal.aborted) return err({ type: 'Cancelled' })
    const movement = recordMovement(
      {
        kind: 'receive',
        lines: lines
          .slice(offset, offset + LINES_PER_MOVEMENT)
          .map((line) => ({ ...line, locationId: receiveAt.locationId })),
        reason: 'opening-stock',
        reference: fileName.slice(0, 120),
        businessDay: receiveAt.businessDay,
      },
      author,
      deps,
    )
    if (!movement.ok) return err(movement.error)
    const failure = await writeFailure(task.store.insert('stockMovements', movement.value))
    if (failure) return err(failure)
    written.movements.push(movement.value)
  }
  return ok(undefined)
}

const openingLines = (openingStock: ProductImportPlan['openingStock'], stored: ReadonlySet<Id>) =>
  openingStock
    .filter(({ productId }) => stored.has(productId))
    .map(({ variantId, quantity }) => ({ variantId, quantity }))

/** Lets the screen draw and other writes through, such as a sale at this very till. */
async function breathe(task: ImportTask, written: Written): Promise<void> {
  const total = Math.max(1, task.summary.creates + task.summary.updates)
  task.onProgress((written.created.length + written.updated.length) / total)
  await new Promise((resolve) => setTimeout(resolve))
}

export const newProductsOf = (outcome: ImportOutcome): number => outcome.created.length

/** What changing a product back means for one that somebody edited after the import: only the import's own fields. */
export const revertUpdate = (update: ProductUpdate, current: Product): Product =>
  applyChanges(update.after, update.before, current, 'theirs').product
