import { checkDocument } from '@shared/domain/check-document.ts'
import {
  type CountChoice,
  countedVariants,
  lateLines,
  pagesTaken,
  takeCounts,
} from '@shared/domain/stock/count-progress.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { counting, knownPage, mustBePage, openedCount } from '../unit/shared/count-builders.ts'
import { runs } from './runs.ts'

const session = openedCount()
const WORDS = ['rice', 'soap', 'oil', 'salt']
const acts = fc.array(
  fc.record({
    device: fc.constantFrom('A1', 'B1', 'C1'),
    word: fc.constantFrom(...WORDS),
    counted: fc.option(fc.nat(20), { freq: 5 }),
  }),
  { minLength: 1, maxLength: 25 },
)

/** Every state of every page, in the order in which each was written. */
function written(list: readonly { device: string; word: string; counted: number | null }[]) {
  const people = new Map<string, ReturnType<typeof counting>>()
  const states = list.map(({ device, word, counted }) => {
    const person = people.get(device) ?? counting(session, device)
    people.set(device, person)
    return person.count(word, counted)
  })
  return { states, pages: [...people.values()].flatMap((person) => person.pages()) }
}

describe('a count by several people', () => {
  it('COUNT-5 says the same in whatever order the pages are heard of, and drops no figure silently', () => {
    const cases = acts.chain((list) => {
      const { pages } = written(list)
      return fc.record({
        pages: fc.constant(pages),
        heard: fc.shuffledSubarray(pages, { minLength: pages.length, maxLength: pages.length }),
        picks: fc.array(fc.nat(10), { minLength: WORDS.length, maxLength: WORDS.length }),
      })
    })
    fc.assert(
      fc.property(cases, ({ pages, heard, picks }) => {
        const variants = countedVariants(pages.map(knownPage))
        expect(countedVariants(heard.map(knownPage))).toEqual(variants)
        const choices = new Map<Id, CountChoice>(
          variants.map(({ variantId, counts }, i) => [variantId, counts[picks[i] ?? 0]?.pageId ?? 'all']),
        )
        const { taken, leftOut } = takeCounts(variants, choices)
        const all = variants.flatMap(({ counts }) => counts)
        const named = new Set(leftOut.map(({ variantId, pageId }) => `${variantId} ${pageId}`))
        const inIt = variants.flatMap(({ variantId, counts }) =>
          counts.filter(({ pageId }) => !named.has(`${variantId} ${pageId}`)),
        )
        expect(inIt.length + leftOut.length).toBe(all.length)
        const sum = (counts: readonly { counted: number }[]) =>
          counts.reduce((total, { counted }) => total + counted, 0)
        expect(sum(taken)).toBe(sum(inIt))
      }),
      { numRuns: runs(200) },
    )
  })

  it('COUNT-3 whatever a person counts, each step of his pages is one that the server takes', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const before = new Map<Id, StockMovement>()
        for (const state of written(list).states) {
          const checked = checkDocument('stockMovements', before.get(state.id) ?? null, state)
          expect(checked).toEqual({ ok: true, value: undefined })
          before.set(state.id, state)
        }
      }),
      { numRuns: runs(100) },
    )
  })

  it('COUNT-6 every step is in the count or told once, wherever among them the count arrives', () => {
    const cases = acts.chain((list) => {
      const { states } = written(list)
      return fc.record({
        states: fc.constant(states),
        // What the one who closed had heard of, what had reached the server when his count came, and which states ever did.
        known: fc.nat(states.length),
        arrivedBefore: fc.nat(states.length),
        skipped: fc.array(fc.boolean(), { minLength: states.length, maxLength: states.length }),
      })
    })
    fc.assert(
      fc.property(cases, ({ states, known, arrivedBefore, skipped }) => {
        const latest = new Map(states.slice(0, known).map((page) => [page.id, page]))
        const closing = { pages: pagesTaken([...latest.values()].map(knownPage)) }
        const server = new Map<Id, StockMovement>()
        const told: string[] = []
        const tell = (page: StockMovement, heard: number) => {
          for (const line of lateLines(page.id, mustBePage(page).lines, closing, heard))
            told.push(`${page.id} ${line.step}`)
        }
        states.forEach((page, i) => {
          if (i === arrivedBefore) for (const held of server.values()) tell(held, 0)
          const isLast = !states.slice(i + 1).some(({ id }) => id === page.id)
          if (skipped[i] && !isLast) return
          const before = server.get(page.id)
          server.set(page.id, page)
          if (i >= arrivedBefore) tell(page, before ? mustBePage(before).step : 0)
        })
        if (arrivedBefore === states.length) for (const held of server.values()) tell(held, 0)
        expect(new Set(told).size).toBe(told.length)
        const stepsInCount = new Map(closing.pages.map(({ pageId, step }) => [pageId, step]))
        for (const page of server.values())
          for (const { step } of mustBePage(page).lines)
            expect(step <= (stepsInCount.get(page.id) ?? 0) || told.includes(`${page.id} ${step}`)).toBe(true)
      }),
      { numRuns: runs(300) },
    )
  })
})
