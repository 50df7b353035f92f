import { type DomainDeps, touch } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import { signInResponseSchema } from '@shared/protocol/auth.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { COLLECTIONS, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import { systemClock, systemRandom } from '../../../sync-server/server.ts'
import type { RunningServer } from '../../support/running-server.ts'
import { send, TestDevice } from '../../support/test-server.ts'
import { PASSWORD } from './device.ts'

/** A colleague on another device of the shop, seen only through what he writes on the server. */
export interface Office {
  all<Name extends CollectionName>(collection: Name): Promise<DocumentOf<Name>[]>
  productOf(sku: string): Promise<Product>
  /** Renames the product as the server has it now. */
  rename(sku: string, name: string): Promise<void>
  /** Gives the person with that name another role. */
  appoint(staffName: string, role: Role): Promise<void>
}

/** Signs in on a new device that has no screen. */
export async function openOffice(server: RunningServer, email: string): Promise<Office> {
  const deps: DomainDeps = { clock: systemClock, ids: createIdSource(systemClock, systemRandom) }
  const body = { email, password: PASSWORD, device: { id: deps.ids.next(), name: 'Bureau' } }
  const answer = await send(server.url, 'POST', '/auth/sign-in', { body })
  const device = new TestDevice(server.url, signInResponseSchema.parse(answer.body))

  async function all<Name extends CollectionName>(collection: Name): Promise<DocumentOf<Name>[]> {
    const documents = await device.pullAll(collection, 500)
    return documents.map((one) => COLLECTIONS[collection].schema.parse(one) as DocumentOf<Name>) // that collection's own schema
  }
  async function productOf(sku: string): Promise<Product> {
    const found = (await all('products')).find(({ variants }) => variants.some((one) => one.sku === sku))
    if (found === undefined) throw new Error(`There is no product with the SKU ${sku}`)
    return found
  }
  async function replace<Name extends CollectionName>(
    collection: Name,
    before: DocumentOf<Name>,
    changes: Partial<DocumentOf<Name>>,
  ): Promise<void> {
    const next = { ...touch({ ...before, ...changes }, device.author, deps) }
    const assumed = { rev: before.rev, editId: before.editId }
    const { results } = await device.push(collection, [{ assumed, next }])
    if (results[0]?.outcome !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(results[0])}`)
  }
  return {
    all,
    productOf,
    async rename(sku, name) {
      await replace('products', await productOf(sku), { name, nameKey: foldText(name) })
    },
    async appoint(staffName, role) {
      const person = (await all('staff')).find(({ name }) => name === staffName)
      if (person === undefined) throw new Error(`Nobody is called ${staffName}`)
      await replace('staff', person, { role })
    },
  }
}
