import { type Author, type DomainDeps, newEnvelope } from '@shared/domain/authoring.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Staff } from '@shared/schemas/people.schema.ts'
import { COLLECTION_NAMES, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import { makeProduct, makeReceipt, makeSale } from '../../support/shop-floor.ts'
import type { TestDevice } from '../../support/test-server.ts'

export type Samples = { readonly [Name in CollectionName]: DocumentOf<Name> }

/** Receipt numbers of one device rise over all samples made for it. */
const counters = new Map<string, number>()
export const forgetReceipts = (deviceId: string): void => void counters.delete(deviceId)
export function nextReceipt(device: TestDevice): number {
  const next = (counters.get(device.author.deviceId) ?? 0) + 1
  counters.set(device.author.deviceId, next)
  return next
}

type Maker<Name extends CollectionName> = (
  device: TestDevice,
  deps: DomainDeps,
  word: string,
) => DocumentOf<Name>

const MAKERS: { readonly [Name in CollectionName]: Maker<Name> } = {
  products: (device, deps, word) => makeProduct(device, deps, word),
  orders: (device, deps, word) => {
    const product = makeProduct(device, deps, word)
    return { ...makeSale(device, deps, product, nextReceipt(device), 2), note: word }
  },
  stockMovements: (device, deps, word) => {
    const product = makeProduct(device, deps, word)
    return { ...makeReceipt(device, deps, product, 5), note: word }
  },
  moneyMovements: ({ author }, deps, word) => ({ ...payout(author, deps), note: word }),
  customers: ({ author }, deps, word) => newCustomer({ name: word, note: word }, author, deps),
  subscriptions: ({ author }, deps, word) => ({
    ...newEnvelope(author, deps),
    customerId: deps.ids.next(),
    plan: 'basic',
    lines: [{ id: deps.ids.next(), variantId: deps.ids.next(), quantity: quantity(1) }],
    frequency: 'weekly',
    nextDeliveryAt: deps.clock.now(),
    deliveryAddress: { name: word },
    paymentMethod: 'cash',
    currency: 'XOF',
    price: minor(1_000),
    state: 'active',
    pausedUntil: null,
    reason: word,
  }),
  conversations: ({ author }, deps, word) => ({
    ...newEnvelope(author, deps),
    kind: 'chat',
    channel: 'shop',
    subject: word,
    status: 'open',
    assigneeId: null,
    participants: [author.staffId],
    customerId: null,
    orderId: null,
    productId: null,
    lastMessageAt: null,
    details: { word },
  }),
  messages: ({ author }, deps, word) => ({
    ...newEnvelope(author, deps),
    conversationId: deps.ids.next(),
    at: deps.clock.now(),
    direction: 'out',
    kind: 'text',
    text: word,
    author: 'person',
    delivery: 'pending',
    providerId: '',
    details: { word },
  }),
  appointments: ({ author }, deps, word) => ({
    ...newEnvelope(author, deps),
    serviceId: deps.ids.next(),
    customerId: null,
    startsAt: deps.clock.now(),
    endsAt: deps.clock.now() + 3_600_000,
    status: 'requested',
    reminders: [],
    source: 'counter',
    note: word,
  }),
  tasks: ({ author }, deps, word) => newTask({ kind: 'reminder', payload: { word } }, author, deps),
  staff: ({ author }, deps, word) => newMember(author, deps, word),
  settings: ({ author }, deps, word) =>
    newSetting('category', { name: word, parentId: null, sortOrder: 0 }, author, deps),
}

/** A new document, sound in itself and signed by the device; whoever may do everything can push it. */
export const makeSample = <Name extends CollectionName>(
  name: Name,
  device: TestDevice,
  deps: DomainDeps,
  word = 'Échantillon',
): DocumentOf<Name> => MAKERS[name](device, deps, word)

/** One of every collection. */
export function makeSamples(device: TestDevice, deps: DomainDeps, word?: string): Samples {
  const made = COLLECTION_NAMES.map((name) => [name, makeSample(name, device, deps, word)])
  return Object.fromEntries(made) as unknown as Samples // one for every name
}

function newMember(author: Author, deps: DomainDeps, name: string): Staff {
  const envelope = newEnvelope(author, deps)
  const rest = { phone: '', avatarUrl: '', role: 'cashier' as const, permissions: [], active: true }
  return { ...envelope, name, email: `${envelope.id.toLowerCase()}@staff.test`, ...rest }
}

function payout(author: Author, deps: DomainDeps): MoneyMovement {
  const envelope = newEnvelope(author, deps)
  const at = envelope.createdAt
  const signature = { at, by: author.staffId, deviceId: author.deviceId }
  const posting = (account: string, amount: number) => ({
    id: deps.ids.next(),
    account,
    amount: minor(amount),
    ...signature,
  })
  return {
    ...envelope,
    at,
    atInv: invertTime(at),
    businessDay: businessDayOf(at, 0),
    reference: '',
    note: '',
    kind: 'payout',
    reason: '',
    currency: 'XOF',
    shiftId: null,
    customerId: null,
    vendorId: null,
    postings: [posting('bank', 5_000), posting('method:cash', -5_000)],
    denominations: [],
    details: {},
  }
}
