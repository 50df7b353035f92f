import { createImportPlanner } from './import-planner.ts'
import type { PlannerAnswer, PlannerQuestion } from './import-protocol.ts'

const planner = createImportPlanner({ bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) })

function answer(question: PlannerQuestion): unknown {
  switch (question.method) {
    case 'read':
      return planner.read(...question.args)
    case 'plan':
      return planner.plan(...question.args)
    case 'creates':
      return planner.creates(...question.args)
    case 'updates':
      return planner.updates(...question.args)
  }
}

addEventListener('message', ({ data }: MessageEvent<PlannerQuestion>) => {
  let reply: PlannerAnswer
  try {
    reply = { number: data.number, ok: true, value: answer(data) }
  } catch (thrown) {
    // A bug in reading must reach the screen as an error, not leave it waiting.
    reply = { number: data.number, ok: false, reason: String(thrown) }
  }
  postMessage(reply)
})
