/** What other screens may use of this one. */
export { type Category, useCategories } from './categories.ts'
export { explainFailure } from './explain-failure.ts'
export { type InvalidFields, useInvalidFields } from './invalid-fields.ts'
export { OptionalQuantityField } from './optional-quantity-field.tsx'
export { type PagedRows, usePagedRows } from './paged-rows.ts'
export { useProjectionsVersion } from './projections-version.ts'
export { useEscapeFirst } from './use-escape-first.ts'
export { writeFailure } from './write-failure.ts'
