import type { Id } from '@shared/kernel/id.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { BehaviorSubject, filter, firstValueFrom, map, type Observable } from 'rxjs'
import type { ProjectionAnswers } from './projection-answers.ts'
import type { ProjectionProgress, Projections } from './projections.ts'
import type { FromWorker, MessageEnd, QuestionArguments, QuestionName, ToWorker } from './worker-messages.ts'

export interface ProjectionsOptions {
  /** The name that RxDB was given (`databaseNameOf`). */
  readonly databaseName: string
  readonly shopId: Id
  readonly utcOffsetMinutes: number
  /** Names of collections as they change (`Store.changed$`). */
  readonly changed$: Observable<CollectionName>
}

/** What the main thread holds of a worker. */
export interface WorkerEnd extends MessageEnd<ToWorker, FromWorker> {
  /** Hears when the worker broke. */
  onBroken(listener: (reason: string) => void): void
  terminate(): void
}

/** A worker that does not let go in time is ended: it only reads, and a snapshot less costs a slower start. */
const STOP_MS = 2_000
const COALESCE_MS = 5

const STARTING: ProjectionProgress = { phase: 'loading', documents: 0, unreadable: 0, reason: '' }

/** Starts the worker for a shop. Call `stop` when the shop is closed. */
export function startProjections(
  options: ProjectionsOptions,
  openWorker: () => WorkerEnd = openProjectionsWorker,
): Projections {
  const worker = openWorker()
  const changes = new BehaviorSubject(0)
  const progress = new BehaviorSubject(STARTING)
  const questions = createQuestions(worker)
  worker.addEventListener('message', ({ data: message }) => {
    if (message.type === 'answer' || message.type === 'failure') questions.settle(message)
    else if (message.type === 'changed') changes.next(changes.value + 1)
    else if (message.type === 'progress') progress.next(message.progress)
    else worker.terminate()
  })
  worker.onBroken((reason) => {
    questions.failAll(reason)
    progress.next({ ...progress.value, phase: 'failed', reason })
  })
  const { databaseName, shopId, utcOffsetMinutes } = options
  worker.postMessage({ type: 'start', databaseName, shopId, utcOffsetMinutes })
  const stopListening = passOn(options.changed$, worker)
  return {
    ...questions.answers,
    changes,
    progress,
    ready: firstValueFrom(
      progress.pipe(
        filter(({ phase }) => phase === 'ready'),
        map(() => undefined),
      ),
      { defaultValue: undefined },
    ),
    stop() {
      stopListening()
      worker.postMessage({ type: 'stop' })
      setTimeout(() => worker.terminate(), STOP_MS)
      questions.failAll('stopped')
      changes.complete()
      progress.complete()
    },
  }
}

/** A burst of writes is one notice: the worker reads them in one go. */
function passOn(changed$: Observable<CollectionName>, worker: WorkerEnd): () => void {
  let names = new Set<CollectionName>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const subscription = changed$.subscribe((name) => {
    names.add(name)
    timer ??= setTimeout(() => {
      timer = undefined
      const collections = [...names]
      names = new Set()
      worker.postMessage({ type: 'changed', collections })
    }, COALESCE_MS)
  })
  return () => {
    subscription.unsubscribe()
    clearTimeout(timer)
  }
}

/** Pairs questions with their answers. */
function createQuestions(worker: WorkerEnd) {
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let gone: string | null = null
  const ask = (name: QuestionName, args: QuestionArguments): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (gone !== null) return reject(new Error(gone))
      lastId++
      open.set(lastId, { resolve, reject })
      worker.postMessage({ type: 'ask', id: lastId, name, args })
    })
  const asker =
    <Name extends QuestionName>(name: Name) =>
    (...args: Parameters<ProjectionAnswers[Name]>) =>
      ask(name, args) as ReturnType<ProjectionAnswers[Name]> // the worker answers each question by its own function
  const answers: ProjectionAnswers = {
    searchCatalogue: asker('searchCatalogue'),
    searchVariants: asker('searchVariants'),
    productIds: asker('productIds'),
    findByCode: asker('findByCode'),
    findByCodes: asker('findByCodes'),
    variants: asker('variants'),
    onHand: asker('onHand'),
    onHandAt: asker('onHandAt'),
    stockRows: asker('stockRows'),
    stockHistory: asker('stockHistory'),
    lots: asker('lots'),
    lotsAt: asker('lotsAt'),
    findLot: asker('findLot'),
    lotStory: asker('lotStory'),
    purchases: asker('purchases'),
    purchase: asker('purchase'),
    reorder: asker('reorder'),
    transfers: asker('transfers'),
    transfer: asker('transfer'),
    counts: asker('counts'),
    count: asker('count'),
    unitCosts: asker('unitCosts'),
    salesReport: asker('salesReport'),
    reports: asker('reports'),
    report: asker('report'),
    filterValues: asker('filterValues'),
    ordersBehind: asker('ordersBehind'),
    customers: asker('customers'),
    creditAccount: asker('creditAccount'),
    paymentsByReference: asker('paymentsByReference'),
    mobilePayments: asker('mobilePayments'),
    loadPacked: asker('loadPacked'),
    packedState: asker('packedState'),
    settled: asker('settled'),
  }
  return {
    answers,
    settle(message: Extract<FromWorker, { type: 'answer' | 'failure' }>) {
      const waiting = open.get(message.id)
      open.delete(message.id)
      if (message.type === 'answer') waiting?.resolve(message.value)
      else waiting?.reject(new Error(message.reason))
    },
    failAll(reason: string) {
      gone = reason
      for (const { reject } of open.values()) reject(new Error(reason))
      open.clear()
    },
  }
}

function openProjectionsWorker(): WorkerEnd {
  const worker = new Worker(new URL('./projections.worker.ts', import.meta.url), {
    type: 'module',
    name: 'projections',
  })
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (type, listener) => worker.addEventListener(type, listener),
    onBroken: (listener) => worker.addEventListener('error', (event) => listener(event.message)),
    terminate: () => worker.terminate(),
  }
}
