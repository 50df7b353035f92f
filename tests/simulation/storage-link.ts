import type { MessageFromRemote, MessageToRemote } from 'rxdb/plugins/storage-remote'
import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import type { Device } from './device.ts'
import type { Owner, World } from './world.ts'

interface LinkParts {
  readonly world: World
  readonly device: Device
  readonly owner: Owner
  readonly random: SeededRandom
}

/** Time of one message between the page and its storage worker, ms. */
const MESSAGE_MS = 0.4

/**
 * The messages between one life of a client and its disk. They keep their order in each direction and take a moment, so that
 * other things happen in between; each call is done, fails, is said to be done, or is the process's last.
 */
export function linkStorage({ world, device, owner, random }: LinkParts) {
  let listener: (message: MessageFromRemote) => void = () => undefined
  const dying = new Set<string>()
  const lines = { there: { last: 0 }, back: { last: 0 } }

  function inOrder(run: () => void, line: { last: number }): void {
    line.last = Math.max(line.last, world.now + random.next() * (MESSAGE_MS + device.storageSlowMs))
    world.after(line.last - world.now, run, owner)
  }

  function answer(message: MessageFromRemote): void {
    if (!owner.isAlive) return
    if (dying.has(message.answerTo)) device.kill(true)
    else inOrder(() => listener(message), lines.back)
  }

  const receive = device.disk.open(answer)

  function call(message: MessageToRemote): void {
    const { connectionId, requestId, method } = message
    const to = { connectionId, answerTo: requestId, method }
    switch (device.interfere?.(device.disk.describe(message)) ?? 'do') {
      case 'die-before':
        device.kill(true)
        return
      case 'lose':
        answer({ ...to, return: { error: [] } })
        return
      case 'fail':
        answer({ ...to, error: { name: 'UnknownError', message: 'the disk failed' } } as MessageFromRemote) // RxDB's plain error has more optional fields
        return
      case 'die-after':
        dying.add(requestId)
        receive(message)
        return
      default:
        receive(message)
    }
  }

  return {
    send: (message: MessageToRemote) => inOrder(() => call(message), lines.there),
    onMessage(next: (message: MessageFromRemote) => void) {
      listener = next
    },
  }
}
