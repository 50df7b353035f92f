import type { ImportPlanner, PlannerAnswer, PlannerMethod } from './import-protocol.ts'

/** The planner at the other end of a worker. */
export interface ImportClient {
  ask<Method extends PlannerMethod>(
    method: Method,
    ...args: Parameters<ImportPlanner[Method]>
  ): Promise<ReturnType<ImportPlanner[Method]>>
  stop(): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(reason: Error): void
}

export function createImportClient(): ImportClient {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  })
  const waiting = new Map<number, Waiting>()
  let next = 1
  const failAll = (reason: string): void => {
    for (const { reject } of waiting.values()) reject(new Error(reason))
    waiting.clear()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<PlannerAnswer>) => {
    const asked = waiting.get(data.number)
    waiting.delete(data.number)
    if (data.ok) asked?.resolve(data.value)
    else asked?.reject(new Error(data.reason))
  })
  worker.addEventListener('error', (event) => failAll(event.message || 'The import worker stopped'))
  return {
    ask(method, ...args) {
      const number = next++
      return new Promise((resolve, reject) => {
        // The worker answers each method with what that method returns.
        waiting.set(number, {
          resolve: (value) => resolve(value as ReturnType<ImportPlanner[typeof method]>),
          reject,
        })
        worker.postMessage({ number, method, args })
      })
    },
    stop() {
      worker.terminate()
      failAll('stopped')
    },
  }
}
