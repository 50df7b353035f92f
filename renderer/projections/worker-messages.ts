import type { CollectionName } from '@shared/schemas/registry.ts'
import type { ProjectionAnswers } from './projection-answers.ts'
import type { ProjectionProgress } from './projections.ts'

/** Both ends are one build, so messages are typed and not parsed. */
export type QuestionName = keyof ProjectionAnswers
export type QuestionArguments = { [Name in QuestionName]: Parameters<ProjectionAnswers[Name]> }[QuestionName]

export type ToWorker =
  | {
      readonly type: 'start'
      readonly databaseName: string
      readonly shopId: string
      readonly utcOffsetMinutes: number
    }
  | { readonly type: 'changed'; readonly collections: readonly CollectionName[] }
  | {
      readonly type: 'ask'
      readonly id: number
      readonly name: QuestionName
      readonly args: QuestionArguments
    }
  | { readonly type: 'stop' }

export type FromWorker =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly reason: string }
  | { readonly type: 'changed' }
  | { readonly type: 'progress'; readonly progress: ProjectionProgress }
  | { readonly type: 'stopped' }

/** What a worker, its own global scope and a message port have in common. */
export interface MessageEnd<Outgoing, Incoming> {
  postMessage(message: Outgoing): void
  addEventListener(type: 'message', listener: (event: { readonly data: Incoming }) => void): void
}
