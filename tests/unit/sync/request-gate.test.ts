import { createRequestGate } from '@renderer/sync/request-gate.ts'
import type { TransportFailure } from '@renderer/sync/transport.ts'
import { err, ok } from '@shared/kernel/result.ts'
import { describe, expect, test } from 'vitest'

const trouble = err<TransportFailure>({ type: 'ServerTrouble', code: 'UNAVAILABLE', retryAfterMs: 0 })

/** A gate on a clock that only its own sleeping moves; `waits` is what it slept. */
function gateOnOwnTime() {
  let now = 0
  const waits: number[] = []
  const gate = createRequestGate({
    clock: { now: () => now },
    chance: () => 0.5,
    async sleep(ms) {
      waits.push(ms)
      now += ms
    },
  })
  return { gate, waits }
}

describe('the gate that all requests of a device pass', () => {
  test('L3 requests that fail together are one failure: the next attempt comes after the first wait, not the longest', async () => {
    const { gate, waits } = gateOnOwnTime()
    const { signal } = new AbortController()
    const together = Array.from({ length: 9 }, () => gate.run(async () => trouble, signal))
    await Promise.all(together)
    await gate.run(async () => ok(null), signal)
    expect(waits).toEqual([5_000])
    expect(gate.isTroubled).toBe(false)
  })

  test('L3 of many who have waited one tries, and the others wait for its outcome', async () => {
    const { gate, waits } = gateOnOwnTime()
    const { signal } = new AbortController()
    await gate.run(async () => trouble, signal)
    let trying = 0
    const attempt = async () => {
      trying++
      expect(trying).toBe(1)
      await Promise.resolve()
      trying--
      return trouble
    }
    await Promise.all(Array.from({ length: 4 }, () => gate.run(attempt, signal)))
    expect(Math.max(...waits)).toBe(40_000)
  })

  test('L3 attempts that fail one after the other wait longer each time, up to a minute', async () => {
    const { gate, waits } = gateOnOwnTime()
    const { signal } = new AbortController()
    for (let i = 0; i < 7; i++) await gate.run(async () => trouble, signal)
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })
})
