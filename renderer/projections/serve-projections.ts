import type { SegmentStore } from '../packed-history/segment-store.ts'
import type { DocumentSource } from './document-source.ts'
import type { ProjectionAnswers } from './projection-answers.ts'
import { type ProjectionService, startProjectionService } from './projection-service.ts'
import type { SnapshotStore } from './snapshot-store.ts'
import type { FromWorker, MessageEnd, ToWorker } from './worker-messages.ts'

type Ask = Extract<ToWorker, { type: 'ask' }>

/** The worker's side: starts the service when it is told for which shop, then answers. */
export function serveProjections(
  end: MessageEnd<FromWorker, ToWorker>,
  open: {
    readonly source: (databaseName: string) => DocumentSource
    readonly snapshots: (shopId: string) => Promise<SnapshotStore>
    readonly segments?: (shopId: string) => SegmentStore
  },
): void {
  let starting: Promise<ProjectionService> | null = null
  const start = async ({ databaseName, shopId, utcOffsetMinutes }: Extract<ToWorker, { type: 'start' }>) =>
    startProjectionService({
      shopId,
      utcOffsetMinutes,
      source: open.source(databaseName),
      snapshots: await open.snapshots(shopId),
      segments: open.segments?.(shopId) ?? null,
      onChanged: () => end.postMessage({ type: 'changed' }),
      onProgress: (progress) => end.postMessage({ type: 'progress', progress }),
    })
  end.addEventListener('message', ({ data: message }) => {
    if (message.type === 'start') starting ??= start(message)
    else if (message.type === 'changed') void starting?.then((service) => service.notify(message.collections))
    else if (message.type === 'stop')
      void starting?.then((service) => service.stop()).then(() => end.postMessage({ type: 'stopped' }))
    else void answer(end, starting, message)
  })
}

async function answer(
  end: MessageEnd<FromWorker, ToWorker>,
  starting: Promise<ProjectionService> | null,
  { id, name, args }: Ask,
): Promise<void> {
  try {
    if (!starting) throw new Error('a question came before the start')
    const { answers } = await starting
    const value = await call(answers, name, args)
    end.postMessage({ type: 'answer', id, value })
  } catch (error) {
    end.postMessage({ type: 'failure', id, reason: error instanceof Error ? error.message : String(error) })
  }
}

function call(answers: ProjectionAnswers, name: Ask['name'], args: Ask['args']): Promise<unknown> {
  const question = answers[name] as (...given: unknown[]) => Promise<unknown> // the asking side paired name and arguments
  return question(...args)
}
