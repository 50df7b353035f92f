import { newProduct } from '@shared/domain/catalogue/product.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled, type StartOptions } from './support/device.ts'

/*
 * Each way in which device and server can come apart is brought about on purpose; each heals without a person, and the log
 * from which the Sync screen tells it has the line.
 */

let server: TestServer
let office: TestDevice
let owner: pg.Client
const devices: Device[] = []

beforeAll(async () => {
  server = await startTestServer()
  office = await server.signIn('manager')
  owner = createOwnerClient(server.database.address)
  await owner.connect()
})
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.kill()))
})
afterAll(async () => {
  await owner.end()
  await server.close()
})

const FEW: StartOptions = { names: ['products', 'tasks'] }

async function newTill(options: StartOptions = FEW): Promise<Device> {
  const { session } = await server.signIn('manager')
  const device = new Device(server.url, session)
  devices.push(device)
  await device.start(options)
  await eventually('it has everything', async () => (await device.status()).firstSync.complete)
  return device
}

async function addOnServer(name: string): Promise<Product> {
  const variants = [{ price: minor(100) }]
  const product = newProduct({ name, currency: 'XOF', variants }, office.author, server)
  await office.create('products', product)
  return product
}

async function renameOnServer(id: string, name: string): Promise<void> {
  const current = await onServer(id)
  if (current === undefined) throw new Error('not there')
  const { staffId: updatedBy, deviceId } = office.author
  const stamp = { editId: server.ids.next(), updatedAt: server.clock.now(), updatedBy, deviceId }
  const assumed = { rev: current.rev, editId: current.editId }
  const next = { ...current, name, nameKey: name.toLowerCase(), ...stamp }
  const answer = await office.push('products', [{ assumed, next }])
  expect(answer.results[0]?.outcome).toBe('accepted')
}

const onServer = async (id: string): Promise<Product | undefined> =>
  (await office.pullAll('products')).find((document) => document.id === id) as Product | undefined // what it accepted as one

const nameOn = async (till: Device, id: string) => (await till.get('products', id))?.name

/** The last line about a finished repair. */
async function repairOf(till: Device) {
  await eventually('the repair is through', async () => (await till.log('repair')).at(-1)?.isDone === true)
  return (await till.log('repair')).at(-1)
}

describe('R8 generations', () => {
  test('a repair that is killed, at whichever of its steps, is done by the next start', async () => {
    const till = await newTill()
    let deaths = 0
    for (let at = 1; ; at++) {
      let isFailing = true
      let steps = 0
      const dieAtStep = (): boolean => !isFailing && ++steps === at
      till.onStorageCall(({ context, method }) => {
        if (isFailing && context.startsWith('replication-downstream')) {
          isFailing = false
          return 'fail'
        }
        const isStep = ['bulkWrite', 'create', 'remove'].includes(method)
        return isStep && dieAtStep() ? 'die-before' : 'do'
      })
      till.onTableCall((target) => (target.includes('put') && dieAtStep() ? 'die-after' : 'do'))
      const { id } = await addOnServer(`Lost page ${at}`)
      const isThere = async () => (await nameOn(till, id)) === `Lost page ${at}`
      await eventually('it has died or is mended', async () => !till.isRunning || isThere())
      const hasDied = !till.isRunning
      till.onStorageCall(() => 'do')
      till.onTableCall(() => 'do')
      if (hasDied) await till.start(FEW)
      await eventually('the lost page is there', isThere)
      if (!hasDied) break
      deaths++
    }
    expect(deaths).toBeGreaterThan(3)
    expect((await till.log('repair')).map(({ cause }) => cause)).toContain('interrupted')
    // What was written meanwhile, here and there, still goes both ways.
    const { productId } = await till.addProduct('After all that', 1)
    await eventually('it is sent', async () => (await onServer(productId)) !== undefined)
  }, 240_000)

  test('a failing disk is told as such, with how much was read again', async () => {
    const till = await newTill()
    let failures = 0
    till.onStorageCall(({ context }) =>
      context.startsWith('replication-downstream') && failures++ === 0 ? 'fail' : 'do',
    )
    await addOnServer('While the disk failed')
    const line = await repairOf(till)
    expect(line).toMatchObject({ collection: 'products', cause: 'storage' })
    expect(line?.reread).toBe((await office.pullAll('products')).length)
  })
})

describe('R9 the auditor', () => {
  test('says whether it compared, and what it found', async () => {
    const till = await newTill()
    await addOnServer('Here and there')
    expect(await till.compare('products')).toBe('same')
    await till.network({ isOnline: false })
    expect(await till.command('audit', 'products')).toBe('not-compared')
    await till.addProduct('Waits to be sent', 100)
    await till.network({ isOnline: true })
    await eventually('it is sent', () => isSettled(till))
    expect(await till.compare('products')).toBe('same')
  })

  test('finds a row that is missing here', async () => {
    const till = await newTill()
    const { id } = await addOnServer('Missing')
    await eventually('the till has it', async () => (await nameOn(till, id)) === 'Missing')
    await untilNoted(till)
    await till.kill()
    await till.lose('products', id)
    await till.start(FEW)
    await eventually('it is in contact', () => isSettled(till))
    expect(await till.compare('products')).toBe('different')
    expect(await repairOf(till)).toMatchObject({ cause: 'hole', documents: 1 })
    expect(await nameOn(till, id)).toBe('Missing')
  })

  test('finds a row that fell back to an older state here', async () => {
    const till = await newTill()
    const before = await addOnServer('As it was')
    await renameOnServer(before.id, 'As it is')
    await eventually('the till has it', async () => (await nameOn(till, before.id)) === 'As it is')
    await untilNoted(till)
    await till.kill()
    const { name, nameKey, editId } = before
    await till.damage('products', before.id, { name, nameKey, editId, rev: 1 })
    await till.start(FEW)
    await eventually('it is in contact', () => isSettled(till))
    expect(await nameOn(till, before.id)).toBe('As it was')
    expect(await till.compare('products')).toBe('different')
    expect(await repairOf(till)).toMatchObject({ cause: 'hole', documents: 1 })
    expect(await nameOn(till, before.id)).toBe('As it is')
  })

  test('finds a row that has its edit under the number of another revision', async () => {
    const till = await newTill()
    const { id } = await addOnServer('Restored under a new number')
    await renameOnServer(id, 'Restored under a newer number')
    await eventually(
      'the till has it',
      async () => (await nameOn(till, id)) === 'Restored under a newer number',
    )
    await untilNoted(till)
    await till.kill()
    await till.damage('products', id, { rev: 1 })
    await till.start(FEW)
    await eventually('it is in contact', () => isSettled(till))
    expect(await till.compare('products')).toBe('different')
    expect(await repairOf(till)).toMatchObject({ cause: 'hole', documents: 1 })
    expect(await till.get('products', id)).toMatchObject({ rev: 2 })
  })

  test('finds a row that the server let slip past this device in its feed', async () => {
    const till = await newTill()
    // Two in turn: when the second stands here, the till has noted how far the first one brought it.
    for (const name of ['Read before', 'Read before, too']) {
      const { id } = await addOnServer(name)
      await eventually('the till has it', async () => (await nameOn(till, id)) !== undefined)
    }
    await till.kill()
    const late = await addOnServer('Numbered below what was read')
    const { rowCount } = await owner.query(
      `update documents set seq = (select min(seq) from documents where collection = 'settings')
        where collection = 'products' and id = $1`,
      [late.id],
    )
    expect(rowCount).toBe(1)
    await till.start(FEW)
    const next = await addOnServer('Numbered in order')
    await eventually('the till follows', async () => (await nameOn(till, next.id)) !== undefined)
    expect(await nameOn(till, late.id)).toBeUndefined()
    expect(await till.compare('products')).toBe('different')
    expect(await repairOf(till)).toMatchObject({ cause: 'hole', documents: 1 })
    expect(await nameOn(till, late.id)).toBe(late.name)
  })

  test('brings back what this device sent and the server does not have any more, once', async () => {
    const till = await newTill()
    const { productId } = await till.addProduct('Forgotten by the server', 500)
    await eventually('it is sent', () => isSettled(till))
    const foreign = await addOnServer('Of another device, forgotten too')
    await eventually('the till has both', async () => (await nameOn(till, foreign.id)) !== undefined)
    await forgetOnServer(productId)
    await forgetOnServer(foreign.id)
    for (let audit = 0; audit < 2; audit++) await till.compare('products')
    await eventually('it is back', async () => (await onServer(productId)) !== undefined)
    expect(await till.log('offered')).toEqual([{ collection: 'products', taken: 1, refused: 0 }])
    // What others wrote they bring themselves; nothing is thrown away meanwhile.
    expect(await onServer(foreign.id)).toBeUndefined()
    expect(await nameOn(till, foreign.id)).toBe(foreign.name)
    expect(await till.refused()).toEqual([])
    await till.editProduct(productId, { price: 900 })
    await eventually('it goes on as before', async () => {
      return (await onServer(productId))?.variants[0]?.price === 900
    })
  })
})

describe('R10 a change that RxDB believes sent', () => {
  test('is noticed by our own count, and leaves after a repair', async () => {
    const pace = { watchdogMs: 1_000 }
    const till = await newTill({ ...FEW, pace })
    const { id } = await addOnServer('Before the forgotten edit')
    await eventually('the till has it', async () => (await nameOn(till, id)) !== undefined)
    await till.kill()
    const forgotten = {
      name: 'Forgotten edit',
      nameKey: 'forgotten edit',
      editId: server.ids.next(),
      pending: 1,
    }
    await till.damage('products', id, {
      ...forgotten,
      deviceId: till.session.device.id,
      updatedBy: till.session.account.staffId,
      updatedAt: server.clock.now(),
    })
    await till.start({ ...FEW, pace })
    await eventually('the server has it', async () => (await onServer(id))?.name === 'Forgotten edit')
    expect(await repairOf(till)).toMatchObject({ cause: 'stalled', documents: 1 })
    await eventually('nothing waits', () => isSettled(till))
  })
})

describe('a stored copy that is damaged', () => {
  test('is set aside, read again, and then nobody is asked to look at it', async () => {
    const till = await newTill()
    const { id } = await addOnServer('Damaged here')
    await eventually('the till has it', async () => (await nameOn(till, id)) !== undefined)
    await till.kill()
    await till.damage('products', id, { variants: 'rotten' })
    await till.start({ ...FEW, isOnline: false })
    expect(await till.get('products', id)).toBeNull()
    await eventually('it is set aside', async () => (await till.status()).quarantined === 1)
    await till.network({ isOnline: true })
    await eventually('it is whole', async () => (await nameOn(till, id)) === 'Damaged here')
    expect(await repairOf(till)).toMatchObject({ cause: 'unreadable', documents: 1 })
    await eventually('nothing is set aside', async () => (await till.status()).quarantined === 0)
  })
})

/** When a further document stands there, the till has noted how far it read: its next start fetches nothing of before again. */
async function untilNoted(till: Device): Promise<void> {
  const { id } = await addOnServer('Read afterwards')
  await eventually('the till reads on', async () => (await nameOn(till, id)) !== undefined)
}

/** As a restore that nobody announced: the document and its history are gone, the epoch is the same. */
async function forgetOnServer(id: string): Promise<void> {
  await owner.query('alter table revisions disable trigger revisions_only_grow')
  await owner.query('delete from revisions where id = $1', [id])
  await owner.query('alter table revisions enable trigger revisions_only_grow')
  const { rowCount } = await owner.query('delete from documents where id = $1', [id])
  expect(rowCount).toBe(1)
}
