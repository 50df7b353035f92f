import { breach, firstRefusal, immutable, refuseAny } from '@shared/domain/refusals.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { type CountPageDetails, countClosingDetailsSchema } from '@shared/schemas/count-details.schema.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { countPageIdOf, countPageOf, countSessionOf } from './count-session.ts'
import { countIdOf, countPostingIdOf } from './movement.ts'

/** Every rule of a count session: it posts nothing, and is given up for good. */
export function checkCountSession(before: StockMovement | null, after: StockMovement): Refusal | null {
  const details = countSessionOf(after)
  if (!details) return breach('COUNT-2', { field: 'details' })
  const was = before && countSessionOf(before)
  return firstRefusal(
    () => checkPostsNothing(after),
    () => (was?.state === 'dropped' && details.state === 'open' ? immutable('details.state') : null),
    () =>
      was ? refuseAny(SCOPE, (field) => (was[field] === details[field] ? null : immutable(field))) : null,
  )
}

const SCOPE = ['locationId', 'categoryId', 'blind'] as const

/** Every rule of a page. */
export function checkCountPage(before: StockMovement | null, after: StockMovement): Refusal | null {
  const page = countPageOf(after)
  if (!page) return breach('COUNT-3', { field: 'details' })
  const isOwn = after.id === countPageIdOf(page) && after.createdBy === page.staffId
  return firstRefusal(
    () => checkPostsNothing(after),
    () => (isOwn ? null : breach('COUNT-3', { field: 'id' })),
    () => checkLines(page),
    () => checkGrown(before && countPageOf(before), page),
  )
}

const checkPostsNothing = ({ postings, counted, countSessionId }: StockMovement): Refusal | null =>
  postings.length === 0 && counted.length === 0 && countSessionId === null
    ? null
    : breach('COUNT-2', { field: 'postings' })

function checkLines({ lines, step }: CountPageDetails): Refusal | null {
  const variants = new Set(lines.map(({ variantId }) => variantId))
  if (variants.size < lines.length) return breach('COUNT-3', { field: 'details.lines' })
  return lines.every((line) => line.step <= step) ? null : breach('COUNT-3', { field: 'details.step' })
}

/** COUNT-3: a line that was written is counted anew or taken out, but it does not vanish, and a changed one has a later step. */
function checkGrown(was: CountPageDetails | null, is: CountPageDetails): Refusal | null {
  if (!was) return null
  if (is.step < was.step) return immutable('details.step', { rule: 'COUNT-3' })
  const lines = new Map(is.lines.map((line) => [line.variantId, line]))
  return refuseAny(was.lines, (line) => {
    const now = lines.get(line.variantId)
    if (now === undefined) return immutable('details.lines', { rule: 'COUNT-3' })
    const isSame = now.counted === line.counted && now.at === line.at && now.step === line.step
    return isSame || now.step > was.step ? null : immutable('details.lines', { rule: 'COUNT-3' })
  })
}

/** STOCK-3, COUNT-4: what says that it closes a session has the ids that follow from it, so there is one such document. */
export function checkCountClosing({ id, countSessionId, postings, details }: StockMovement): Refusal | null {
  if (details === undefined) return null
  const read = countClosingDetailsSchema.safeParse(details)
  if (!read.success || countSessionId === null) return breach('COUNT-4', { field: 'details' })
  if (id !== countIdOf(countSessionId)) return breach('STOCK-3', { field: 'id' })
  return refuseAny(postings, (posting) =>
    posting.id === countPostingIdOf(id, posting) ? null : breach('STOCK-3', { field: 'postings' }),
  )
}
