import { describe, expect, it } from 'vitest'
import { fuzz } from '../fuzz/campaign.ts'
import { createGenerator, type FuzzCase } from '../fuzz/generate.ts'
import { judge, type Limits } from '../fuzz/judge.ts'
import { readKeptCases } from '../fuzz/kept-cases.ts'
import { minimise } from '../fuzz/minimise.ts'

const CASES = 2_000

describe('spoilt requests', () => {
  it(`I10 SYNC-2 TENANT-1 ${CASES} of them get nothing but what the contract knows, and honest work goes on`, async () => {
    const report = await fuzz({ seed: 20_261_121, cases: CASES, kept: readKeptCases() })
    expect(report.violations).toEqual([])
    expect(report.cases).toBeGreaterThanOrEqual(CASES)
    // Not only the validator is reached: rules, permissions and conflicts answer too.
    for (const name of ['INVALID', 'RULE', 'FORBIDDEN', 'SERVER_FIELD', 'conflict', 'accepted']) {
      expect([name, (report.outcomes[name] ?? 0) > 0]).toEqual([name, true])
    }
    const [before, after] = report.memory
    expect(after - before).toBeLessThan(100_000_000)
  })
})

describe('the fuzzer', () => {
  it('makes the same cases from the same seed, and others from another', () => {
    const take = (seed: number) => {
      const generator = createGenerator(seed)
      return Array.from({ length: 200 }, () => generator.next())
    }
    expect(take(5)).toEqual(take(5))
    expect(take(5)).not.toEqual(take(6))
  })

  const limits: Limits = {
    documented: new Map([['POST /sync/push', new Set([200, 400])]]),
    secrets: ['SECRET'],
  }
  const sent: FuzzCase = {
    role: 'manager',
    token: 'own',
    method: 'POST',
    path: '/sync/push',
    headers: {},
    body: '"@rows"',
    rows: ['{"assumed":null,"next":{"a":1,"bad":2}}', '{"assumed":null,"next":{}}'],
    weight: 2,
  }
  const error = (code: string) => JSON.stringify({ error: { code, message: 'm', requestId: 'r' } })
  it.each([
    ['a broken server', 500, error('INTERNAL')],
    ['a dropped connection', 599, ''],
    ['another status than the code’s', 400, error('FORBIDDEN')],
    ['a status that nobody wrote down', 403, error('FORBIDDEN')],
    ['an error of another shape', 400, '{"message":"no"}'],
    ['a good answer of another shape', 200, '{"results":1}'],
    ['an answer to fewer rows', 200, '{"epoch":1,"serverTime":1,"results":[]}'],
    ['words of another shop', 400, error('SECRET')],
  ])('sees %s', (_name, status, text) => {
    expect(judge(sent, { status, text }, limits)).not.toBeNull()
  })

  it('takes an answer that the contract knows', () => {
    expect(judge(sent, { status: 400, text: error('BAD_REQUEST') }, limits)).toBeNull()
  })

  it('makes a case as small as it can be', async () => {
    const smallest = await minimise(
      sent,
      async ({ rows }) => rows?.some((row) => row.includes('bad')) === true,
    )
    expect(smallest.rows).toEqual(['{"assumed":null,"next":{"bad":2}}'])
  })
})
