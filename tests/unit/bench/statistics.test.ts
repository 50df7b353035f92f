import { describe, expect, test } from 'vitest'
import { figuresOf, median, percentile, ratioOf, spreadOf } from '../../bench/statistics.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

describe('percentiles of a measurement', () => {
  test('the nearest rank is a sample that was really measured, whatever order they came in', () => {
    expect(percentile([30, 10, 20, 40], 0.5)).toBe(20)
    expect(percentile(upTo(100).reverse(), 0.99)).toBe(99)
    expect(percentile(upTo(200), 0.95)).toBe(190)
  })

  test('the ends are the smallest and the largest sample', () => {
    expect([percentile([7, 3, 5], 0), percentile([7, 3, 5], 1)]).toEqual([3, 7])
  })

  test('one slow sample in a hundred shows in the largest, not in p99', () => {
    const samples = [...upTo(99).map(() => 1), 500]
    expect([percentile(samples, 0.99), percentile(samples, 1)]).toEqual([1, 500])
  })

  test('the samples are left in the order they were measured in', () => {
    const samples = [3, 1, 2]
    percentile(samples, 0.5)
    median(samples)
    expect(samples).toEqual([3, 1, 2])
  })

  test('nothing measured has no figures', () => {
    expect(() => percentile([], 0.5)).toThrow('nothing')
    expect(() => median([])).toThrow('nothing')
    expect(() => figuresOf([[1], []])).toThrow('nothing')
  })
})

describe('figures over several runs', () => {
  test('the median of an even number lies between the two in the middle', () => {
    expect([median([4, 1, 3, 2]), median([5, 1, 3])]).toEqual([2.5, 3])
  })

  test('one disturbed run moves the highest, not the median', () => {
    expect(spreadOf([10, 11, 95])).toEqual({ median: 11, low: 10, high: 95 })
  })

  test('each run has its own percentiles before they are compared', () => {
    const figures = figuresOf([upTo(100), upTo(200), upTo(100)])
    expect(figures).toMatchObject({ runs: 3, samples: 100, p99: { median: 99, low: 99, high: 198 } })
    expect(figures.p50).toEqual({ median: 50.5, low: 50.5, high: 100.5 })
  })

  test('a ratio compares medians and its spread pairs the runs of one turn', () => {
    // The second turn was slow for both: the ratio hardly notices.
    const ratio = ratioOf([[10], [30], [10]], [[5], [16], [4]])
    expect(ratio).toEqual({ median: 2, low: 1.875, high: 2.5 })
  })

  test('runs that cannot be paired have a ratio without a spread', () => {
    expect(ratioOf([[10], [20]], [[5]])).toEqual({ median: 3, low: 3, high: 3 })
  })
})
