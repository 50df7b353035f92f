import { createSerialQueue } from '@renderer/features/counter/serial-queue.ts'
import { describe, expect, test, vi } from 'vitest'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('a queue that handles one at a time', () => {
  test('keeps the order although earlier items take longer', async () => {
    const handled: number[] = []
    const queue = createSerialQueue<number>(
      async (item) => {
        await pause(5 - item)
        handled.push(item)
      },
      () => undefined,
    )
    for (const item of [1, 2, 3, 4]) queue.push(item)
    await vi.waitFor(() => expect(handled).toEqual([1, 2, 3, 4]))
  })

  test('an item that fails is named and does not hold up the others', async () => {
    const handled: number[] = []
    const failed: number[] = []
    const queue = createSerialQueue<number>(
      async (item) => {
        if (item === 2) throw new Error('no')
        handled.push(item)
      },
      (_error, item) => failed.push(item),
    )
    for (const item of [1, 2, 3]) queue.push(item)
    await vi.waitFor(() => expect(handled).toEqual([1, 3]))
    expect(failed).toEqual([2])
  })

  test('a handler may hold the queue: what is behind it waits until it goes on', async () => {
    const handled: number[] = []
    const queue = createSerialQueue<number>(
      async (item) => {
        handled.push(item)
        if (item === 1) queue.pause()
      },
      () => undefined,
    )
    for (const item of [1, 2, 3]) queue.push(item)
    await pause(10)
    expect(handled).toEqual([1])
    queue.resume()
    await vi.waitFor(() => expect(handled).toEqual([1, 2, 3]))
  })
})
