import type { Author } from '@shared/domain/authoring.ts'
import type { CsvError, Delimiter } from '@shared/import/csv.ts'
import type { DecodeError, Encoding } from '@shared/import/decode-text.ts'
import type { ColumnMapping, ProductFormat } from '@shared/import/product-columns.ts'
import type { RejectedProductRow } from '@shared/import/product-drafts.ts'
import type { NewCategory, ProductImportPlan } from '@shared/import/product-import.ts'
import type { DecimalMark } from '@shared/import/read-values.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { Product } from '@shared/schemas/products.schema.ts'

/** What the person overrules of what was recognised. */
export interface ImportChoices {
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly format?: ProductFormat
  readonly mapping?: ColumnMapping
  readonly decimalMark?: DecimalMark
}

/** A change of the choices; `undefined` takes one back. */
export type ChoiceChange = { readonly [Choice in keyof ImportChoices]?: ImportChoices[Choice] | undefined }

export function changeChoices(choices: ImportChoices, change: ChoiceChange): ImportChoices {
  const merged = { ...choices, ...change }
  const kept = Object.entries(merged).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) // the entries of choices without the ones taken back
}

/** By what the rows of a file may recognise products that the shop has. */
export interface ImportLookups {
  readonly ids: readonly string[]
  readonly externalIds: readonly string[]
  readonly skus: readonly string[]
}

export interface ReadFile {
  readonly encoding: Encoding
  /** Characters that could not be read. */
  readonly damaged: number
  readonly delimiter: Delimiter
  readonly format: ProductFormat
  readonly header: readonly string[]
  readonly mapping: ColumnMapping
  readonly rowCount: number
  /** The first rows, as they stand in the file. */
  readonly sample: readonly (readonly string[])[]
  readonly lookups: ImportLookups
}

export type ReadFileError = DecodeError | CsvError

export interface PlanSummary {
  readonly creates: number
  readonly updates: number
  readonly unchanged: number
  readonly rejected: readonly RejectedProductRow[]
  readonly withoutPrice: readonly number[]
  readonly newCategories: readonly NewCategory[]
  readonly openingStock: ProductImportPlan['openingStock']
  readonly decimalMark: DecimalMark
}

export interface PlanContext {
  readonly author: Author
  readonly currency: CurrencyCode
  /** The shop's corrected time when it was asked, in ms since 1970. */
  readonly now: number
}

export interface ExistingProducts {
  readonly products: readonly Product[]
  /** Path from the root, and id. */
  readonly categories: readonly (readonly [path: string, id: Id])[]
}

export type ProductUpdate = ProductImportPlan['updates'][number]

/** What the worker does: reads the file, plans against what the shop has, hands the plan out in slices. */
export interface ImportPlanner {
  read(
    input: { readonly bytes: Uint8Array } | { readonly again: true },
    choices: ImportChoices,
    context: PlanContext,
  ): { ok: true; value: ReadFile } | { ok: false; error: ReadFileError }
  plan(existing: ExistingProducts, choices: ImportChoices, context: PlanContext): PlanSummary
  creates(offset: number, limit: number): readonly Product[]
  updates(offset: number, limit: number): readonly ProductUpdate[]
}

export type PlannerMethod = keyof ImportPlanner

export type PlannerQuestion = {
  [Method in PlannerMethod]: {
    readonly number: number
    readonly method: Method
    readonly args: Parameters<ImportPlanner[Method]>
  }
}[PlannerMethod]

export type PlannerAnswer =
  | { readonly number: number; readonly ok: true; readonly value: unknown }
  | { readonly number: number; readonly ok: false; readonly reason: string }
