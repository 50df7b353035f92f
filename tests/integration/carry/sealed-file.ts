import { createSealer } from '@renderer/sync/carry-seal.ts'
import type {
  CarryFile,
  CarryHeader,
  CarryPart,
  CarryRequest,
  CarryResponse,
} from '@shared/protocol/carry.ts'
import { carryResponseSchema } from '@shared/protocol/carry.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import { COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'
import type { PushRow, TestDevice, TestServer } from '../../support/test-server.ts'

/** A file as that device would write it, with whatever the test wants to be wrong in its header or its parts. */
export async function sealedFile(
  device: TestDevice,
  server: TestServer,
  content: readonly (readonly [CollectionName, readonly PushRow[]])[],
  wrong: { readonly header?: Partial<CarryHeader>; readonly part?: Partial<CarryPart> } = {},
): Promise<CarryFile> {
  const { session } = device
  const header: CarryHeader = {
    fileId: server.ids.next(),
    shopId: session.shop.id,
    deviceId: session.device.id,
    accountId: session.account.id,
    protocol: PROTOCOL_VERSION,
    epoch: session.epoch,
    madeAt: server.clock.now(),
    since: server.clock.now(),
    authors: [session.account.staffId],
    changes: content.reduce((sum, [, rows]) => sum + rows.length, 0),
    byCollection: {},
    parts: content.length,
    ...wrong.header,
  }
  const seal = await createSealer(session.tokens.carryKey ?? '')
  const parts: CarryFile['parts'] = []
  for (const [place, [collection, rows]] of content.entries()) {
    const { version } = COLLECTIONS[collection]
    parts.push(
      await seal({ collection, schemaVersion: version, rows: [...rows], ...wrong.part }, header, place),
    )
  }
  return { format: 'comptoir-carry', version: 1, header, parts }
}

export const requestOf = (
  { header, parts }: CarryFile,
  part = 0,
  mode: CarryRequest['mode'] = 'apply',
): CarryRequest => {
  const sealed = parts[part]
  if (sealed === undefined) throw new Error(`The file has no part ${part}`)
  return { protocol: PROTOCOL_VERSION, mode, header, part, sealed }
}

/** Brings every part, as that device; the answers in their order. */
export async function bringFile(carrier: TestDevice, file: CarryFile): Promise<CarryResponse[]> {
  const answers: CarryResponse[] = []
  for (const part of file.parts.keys()) answers.push(await bringPart(carrier, requestOf(file, part)))
  return answers
}

export async function bringPart(carrier: TestDevice, request: CarryRequest): Promise<CarryResponse> {
  const answer = await carrier.send('POST', '/sync/carry', request)
  if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return carryResponseSchema.parse(answer.body)
}
