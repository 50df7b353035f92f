import { type Id, idSchema } from '@shared/kernel/id.ts'
import { sessionSchema } from '@shared/protocol/auth.ts'
import { z } from 'zod'
import type { Desktop } from '../desktop/bridge.ts'
import { sealedSchema } from './pin-lock.ts'

/** Somebody who has signed in on this device. */
const personSchema = z.strictObject({
  session: sessionSchema,
  /** How the refresh token is kept: under a PIN, or openly in the device's keychain, or no more. */
  token: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pin'), sealed: sealedSchema, failures: z.number().int().min(0) }),
    z.strictObject({ kind: z.literal('open'), refreshToken: z.string() }),
    z.strictObject({ kind: z.literal('none') }),
  ]),
  /** What this person seals with when work leaves this device by file; not there before the server has given one. */
  carryKey: z.string().optional(),
  lastUsedAt: z.number().int(),
})
export type Person = z.infer<typeof personSchema>

const contentSchema = z.strictObject({
  version: z.literal(1),
  deviceId: idSchema,
  people: z.array(personSchema),
  /** Account id of the person the device was left open for; null after a lock or a sign-out. */
  openFor: z.string().nullable(),
})
export type VaultContent = z.infer<typeof contentSchema>

/** Who may work on this device, kept in the system's keychain. */
export interface Vault {
  readonly content: VaultContent
  /** False when the device could not keep it: what was changed lives until the page is closed. */
  save(change: Partial<Omit<VaultContent, 'version'>>): Promise<boolean>
}

const NAME = 'session'
/** The device's id is no secret. It also stands here for machines whose keychain forgets when the app is closed. */
const DEVICE_KEY = 'comptoir.device'

/** The page's own small store: `localStorage`. */
export type PlainMemory = Pick<Storage, 'getItem' | 'setItem'>

export async function openVault(
  secrets: Pick<Desktop['secrets'], 'get' | 'set'>,
  memory: PlainMemory,
  newDeviceId: () => Id,
): Promise<Vault> {
  const stored = await secrets.get(NAME)
  const known = stored.ok && stored.value !== null ? readContent(stored.value) : null
  let content: VaultContent = known ?? {
    version: 1,
    deviceId: rememberedDeviceId(memory) ?? newDeviceId(),
    people: [],
    openFor: null,
  }
  memory.setItem(DEVICE_KEY, content.deviceId)
  const save: Vault['save'] = async (change) => {
    content = { ...content, ...change }
    const kept = await secrets.set(NAME, JSON.stringify(content))
    return kept.ok && kept.value.persisted
  }
  if (known === null) await save({})
  return {
    get content() {
      return content
    },
    save,
  }
}

function rememberedDeviceId(memory: PlainMemory): Id | null {
  const parsed = idSchema.safeParse(memory.getItem(DEVICE_KEY))
  return parsed.success ? parsed.data : null
}

function readContent(text: string): VaultContent | null {
  try {
    const parsed = contentSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The person's record in place of the one he had. */
export function withPerson(people: readonly Person[], person: Person): Person[] {
  const others = people.filter((other) => other.session.account.id !== person.session.account.id)
  return [person, ...others]
}
