import { checkDocument } from '@shared/domain/check-document.ts'
import { countedVariants, lateLines, takeCounts } from '@shared/domain/stock/count-progress.ts'
import { dropCount } from '@shared/domain/stock/count-session.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import { MAX_PAGE_LINES } from '@shared/schemas/count-details.schema.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { describe, expect, it } from 'vitest'
import { actorOf, authorOn, idOf, mustBeOk, mustFit } from './builders.ts'
import { closedBy, counting, knownPage, mustBePage, openedCount } from './count-builders.ts'

const session = openedCount()
const ruleOf = (before: StockMovement | null, after: StockMovement): unknown => {
  const checked = checkDocument('stockMovements', before, after)
  return checked.ok ? 'ok' : (checked.error.params.rule ?? checked.error.code)
}
const changed = (page: StockMovement, details: object): StockMovement => ({
  ...page,
  details: { ...mustBePage(page), ...details },
})

describe('a count session', () => {
  it('COUNT-2 fits its schema and posts nothing; given up, it stays given up', () => {
    mustFit('stockMovements', session)
    expect(ruleOf(null, session)).toBe('ok')
    const dropped = mustBeOk(dropCount(session))
    expect(ruleOf(session, dropped)).toBe('ok')
    expect(ruleOf(dropped, session)).toBe('IMMUTABLE')
    expect(dropCount(dropped).ok).toBe(false)
    const posted = {
      ...session,
      counted: [{ variantId: idOf('a'), locationId: idOf('b'), counted: 1, expected: 0 }],
    }
    expect(ruleOf(null, posted as StockMovement)).toBe('COUNT-2')
  })

  it('is given up by who opened it or by a manager, and by nobody else', () => {
    const dropped = mustBeOk(dropCount(session))
    const by = (role: 'logistics' | 'manager' | 'cashier', device: string) =>
      authorizeWrite(actorOf(role, authorOn(device)), 'stockMovements', session, dropped).ok
    expect([by('logistics', 'A1'), by('manager', 'B1'), by('logistics', 'B1'), by('cashier', 'A1')]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe('a page', () => {
  it('COUNT-3 is its person’s on his device, and nobody else writes on it', () => {
    const awa = counting(session, 'A1')
    const page = awa.count('rice', 5)
    mustFit('stockMovements', page)
    expect(ruleOf(null, page)).toBe('ok')
    const allowed = (role: 'logistics' | 'manager', device: string, before: StockMovement | null) =>
      authorizeWrite(actorOf(role, authorOn(device)), 'stockMovements', before, page).ok
    expect([allowed('logistics', 'A1', null), allowed('manager', 'B1', null)]).toEqual([true, false])
    expect([allowed('logistics', 'A1', page), allowed('manager', 'B1', page)]).toEqual([true, false])
    expect(ruleOf(null, changed(page, { staffId: idOf('another') }))).toBe('COUNT-3')
    expect(ruleOf(null, changed(page, { page: 3 }))).toBe('COUNT-3')
  })

  it('COUNT-3 a line is counted anew or taken out, and never vanishes or changes behind its step', () => {
    const awa = counting(session, 'A1')
    const first = awa.count('rice', 5)
    const again = awa.count('rice', null)
    expect(mustBePage(again).lines).toMatchObject([{ counted: null, step: 2 }])
    expect(ruleOf(first, again)).toBe('ok')
    expect(countedVariants([knownPage(again)])).toEqual([])
    expect(ruleOf(again, first)).toBe('COUNT-3')
    const [line] = mustBePage(first).lines
    expect(ruleOf(first, changed(first, { lines: [{ ...line, counted: 7 }] }))).toBe('COUNT-3')
    expect(ruleOf(first, changed(first, { lines: [{ ...line, variantId: idOf('soap') }] }))).toBe('COUNT-3')
    expect(ruleOf(null, changed(first, { lines: [line, line] }))).toBe('COUNT-3')
  })

  it('is followed by another one when it is full, and is short enough to travel with every line', () => {
    const awa = counting(session, 'A1')
    for (let i = 0; i < MAX_PAGE_LINES + 1; i++) awa.count(`v${i}`, i)
    awa.count('v0', 99)
    expect(awa.pages().map((page) => mustBePage(page).lines.length)).toEqual([MAX_PAGE_LINES, 1])
    expect(new Set(awa.pages().map(({ id }) => id)).size).toBe(2)
    expect(JSON.stringify(awa.pages()[0]).length).toBeLessThan(8_000)
  })
})

describe('what several people counted', () => {
  const awa = counting(session, 'A1')
  const modou = counting(session, 'B1')
  awa.count('rice', 5)
  modou.count('rice', 3)
  modou.count('soap', 0)
  const pages = [...awa.pages(), ...modou.pages()].map(knownPage)

  it('COUNT-5 adds up, as of the last moment, unless one figure is chosen; the other one is named', () => {
    const variants = countedVariants(pages)
    const rice = idOf('rice')
    const byDefault = takeCounts(variants, new Map())
    expect(byDefault.taken).toMatchObject([{ variantId: rice, counted: 8 }, { counted: 0 }])
    expect(byDefault.leftOut).toEqual([])
    const [first, second] = pages
    if (!first || !second) throw new Error('Two people counted')
    const chosen = takeCounts(variants, new Map([[rice, first.pageId]]))
    expect(chosen.taken[0]).toMatchObject({ counted: 5, at: first.lines[0]?.at })
    expect(chosen.leftOut).toEqual([{ variantId: rice, pageId: second.pageId }])
    expect(takeCounts(variants, new Map([[rice, idOf('gone')]])).taken).toEqual(byDefault.taken)
  })

  it('COUNT-4 closed apart by two is closed once, by the first of whom the server heard', () => {
    const mine = closedBy('A1', session, awa.pages())
    const theirs = closedBy('B1', session, [...awa.pages(), ...modou.pages()])
    expect(mine.id).toBe(theirs.id)
    for (const one of [mine, theirs]) {
      mustFit('stockMovements', one)
      expect(ruleOf(null, one)).toBe('ok')
    }
    const merged = mergeDocument('stockMovements', null, mine, theirs)
    expect(merged).toEqual({ document: theirs, clashes: [] })
  })

  it('COUNT-4 a count that names pages has the ids that follow from its session', () => {
    const count = closedBy('A1', session, awa.pages())
    expect(ruleOf(null, { ...count, id: idOf('another') })).toBe('STOCK-3')
    expect(ruleOf(null, { ...count, countSessionId: null })).toBe('COUNT-4')
    const [posting] = count.postings
    if (!posting) throw new Error('There was a difference')
    expect(ruleOf(null, { ...count, postings: [{ ...posting, id: idOf('another') }] })).toBe('STOCK-3')
  })

  it('COUNT-6 tells what is in no count, and tells it once', () => {
    const late = counting(session, 'C1')
    const before = late.count('oil', 4)
    const closing = { pages: [{ pageId: before.id, step: 1 }] }
    const after = late.count('salt', 2)
    const lines = mustBePage(after).lines
    expect(lateLines(after.id, lines, closing)).toMatchObject([{ variantId: idOf('salt') }])
    expect(lateLines(after.id, lines, { pages: [] })).toHaveLength(2)
    expect(lateLines(after.id, lines, closing, 2)).toEqual([])
  })
})
