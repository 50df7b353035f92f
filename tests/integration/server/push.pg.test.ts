import { touch } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { Staff } from '@shared/schemas/people.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editRow, makeProduct, makeReceipt, makeSale, newRow, variantOf } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import { errorOf, startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'

let server: TestServer
let manager: TestDevice
let till: TestDevice

beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('manager')
  till = await server.signIn('cashier1')
})
afterAll(() => server.close())

async function onHand(variantId: string): Promise<number> {
  const rows = await query<{ on_hand: number }>('select on_hand from stock_levels where variant_id = $1', [
    variantId,
  ])
  return rows[0]?.on_hand ?? 0
}

const query = <Row extends object>(text: string, values: readonly unknown[]) =>
  queryShop<Row>(server.database, server.shop.shopId, text, values)

describe('push', () => {
  it('SYNC-1 accepts the same push twice and does it once', async () => {
    const product = makeProduct(manager, server)
    await manager.create('products', product)
    await manager.create('stockMovements', makeReceipt(manager, server, product, 10))
    const sale = makeSale(till, server, product, 1, 3)
    const first = await till.push('orders', [newRow(sale)])
    const second = await till.push('orders', [newRow(sale)])
    expect(first.results).toEqual([{ outcome: 'accepted', id: sale.id, rev: 1 }])
    expect(second.results).toEqual(first.results)
    expect(await onHand(variantOf(product).id)).toBe(7)
    const rows = await query('select 1 from revisions where id = $1', [sale.id])
    expect(rows).toHaveLength(1)
  })

  it('SYNC-1 refuses another content under an edit that was already taken', async () => {
    const product = makeProduct(manager, server)
    await manager.create('products', product)
    const forged = { ...product, name: 'Other', nameKey: foldText('Other') }
    const answer = await manager.push('products', [newRow(forged)])
    expect(answer.results[0]).toMatchObject({ outcome: 'refused', refusal: { code: 'EDIT_ID_REUSED' } })
  })

  it('SYNC-1 a delayed repetition of an old edit does not undo a newer one', async () => {
    const product = makeProduct(manager, server, 'Thé')
    await manager.create('products', product)
    const second = touch(
      { ...product, name: 'Thé vert', nameKey: foldText('Thé vert') },
      manager.author,
      server,
    )
    const third = touch(
      { ...product, name: 'Thé noir', nameKey: foldText('Thé noir') },
      manager.author,
      server,
    )
    await manager.push('products', [editRow(product, second)])
    await manager.push('products', [editRow(second, third)])
    const late = await manager.push('products', [editRow(product, second)])
    expect(late.results[0]).toEqual({ outcome: 'accepted', id: product.id, rev: 2 })
    const held = (await manager.pullAll('products')).find(({ id }) => id === product.id)
    expect(held).toMatchObject({ name: 'Thé noir', rev: 3 })
  })

  it('SYNC-1 a refused edit stays refused when its push is repeated after the right was given', async () => {
    const owner = await server.signIn('admin')
    const product = makeProduct(till, server, 'Kinkeliba')
    const [first] = (await till.push('products', [newRow(product)])).results
    expect(first).toMatchObject({ outcome: 'refused', refusal: { code: 'FORBIDDEN' } })
    const staff = (await owner.pullAll('staff')).find(({ id }) => id === till.author.staffId) as Staff
    const raised = touch({ ...staff, role: 'manager' as const }, owner.author, server)
    await owner.push('staff', [editRow(staff, raised)])
    expect((await till.push('products', [newRow(product)])).results).toEqual([first])
    const anew = touch(product, till.author, server)
    expect((await till.push('products', [newRow(anew)])).results[0]).toMatchObject({ outcome: 'accepted' })
    await owner.push('staff', [
      editRow({ ...raised, rev: staff.rev + 1 }, touch(staff, owner.author, server)),
    ])
  })

  it('answers a stale edit with the current document and changes nothing', async () => {
    const product = makeProduct(manager, server, 'Savon')
    await manager.create('products', product)
    const mine = touch({ ...product, brand: 'A' }, manager.author, server)
    const other = await server.signIn('admin')
    const theirs = touch({ ...product, brand: 'B' }, other.author, server)
    await other.push('products', [editRow(product, theirs)])
    const answer = await manager.push('products', [editRow({ ...product, rev: 1 }, mine)])
    expect(answer.results[0]).toMatchObject({
      outcome: 'conflict',
      current: { brand: 'B', rev: 2, editId: theirs.editId },
    })
  })

  it('accepts an edit of a device that has not yet heard how its own edit was numbered', async () => {
    const product = makeProduct(manager, server, 'Riz')
    await manager.create('products', product)
    const second = touch({ ...product, brand: 'A' }, manager.author, server)
    const third = touch({ ...second, brand: 'B' }, manager.author, server)
    await manager.push('products', [editRow(product, second)])
    // `rev` is still 0 on the device: only the edit tells what it is based on.
    const answer = await manager.push('products', [editRow(second, third)])
    expect(answer.results[0]).toEqual({ outcome: 'accepted', id: product.id, rev: 3 })
  })

  it('SYNC-2 a bad row is refused with its reason and its neighbours land', async () => {
    const good = makeProduct(manager, server, 'Bon')
    const invalid = { ...makeProduct(manager, server), active: 'yes' }
    const deep: Record<string, unknown> = {}
    const tooDeep = { ...makeProduct(manager, server), specifications: nest(deep, 30) }
    const last = makeProduct(manager, server, 'Dernier')
    const answer = await manager.push('products', [good, invalid, tooDeep, last].map(newRow))
    expect(answer.results.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'refused',
      'refused',
      'accepted',
    ])
    expect(answer.results[1]).toMatchObject({
      refusal: { code: 'INVALID', params: { issues: [{ path: 'active' }] } },
    })
  })

  it('SYNC-2 a row the database cannot hold is refused alone, and what was pushed is kept', async () => {
    const rows = Array.from({ length: 7 }, (_, i) => makeProduct(manager, server, `Lot ${i}`))
    const poison = { ...makeProduct(manager, server, 'Poison') }
    const poisoned = {
      ...poison,
      specifications: { note: 'x' },
      images: [{ id: 'i', url: 'a\u0000b', alt: '' }],
    }
    const all = [...rows.slice(0, 3), poisoned, ...rows.slice(3)]
    const answer = await manager.push('products', all.map(newRow))
    expect(answer.results.map(({ outcome }) => outcome)).toEqual(
      all.map((row) => (row === poisoned ? 'refused' : 'accepted')),
    )
    expect(answer.results[3]).toMatchObject({ refusal: { code: 'STORAGE' } })
    const kept = await query<{ content: string }>('select content from refusals where document_id = $1', [
      poison.id,
    ])
    expect(JSON.parse(kept[0]?.content ?? 'null')).toMatchObject({ id: poison.id })
  })

  it('SYNC-2 the same document twice in one push is two edits in a row', async () => {
    const product = makeProduct(manager, server, 'Double')
    const second = touch({ ...product, brand: 'B' }, manager.author, server)
    const answer = await manager.push('products', [
      newRow(product),
      editRow(product, second),
      newRow(product),
    ])
    expect(answer.results).toEqual([
      { outcome: 'accepted', id: product.id, rev: 1 },
      { outcome: 'accepted', id: product.id, rev: 2 },
      { outcome: 'accepted', id: product.id, rev: 1 },
    ])
  })

  it('a hundred repetitions of one sale at once are one sale', async () => {
    const product = makeProduct(manager, server, 'Course')
    await manager.create('products', product)
    await manager.create('stockMovements', makeReceipt(manager, server, product, 5))
    const sale = makeSale(till, server, product, 2)
    const answers = await Promise.all(Array.from({ length: 100 }, () => till.push('orders', [newRow(sale)])))
    expect(new Set(answers.map(({ results }) => JSON.stringify(results)))).toEqual(
      new Set([JSON.stringify([{ outcome: 'accepted', id: sale.id, rev: 1 }])]),
    )
    expect(await onHand(variantOf(product).id)).toBe(4)
  })

  it('RECEIPT-1 a number that belongs to another order is refused', async () => {
    const product = makeProduct(manager, server, 'Ticket')
    await manager.create('products', product)
    await till.create('orders', makeSale(till, server, product, 77))
    const answer = await till.push('orders', [newRow(makeSale(till, server, product, 77))])
    expect(answer.results[0]).toMatchObject({ outcome: 'refused', refusal: { code: 'RECEIPT_REUSED' } })
  })

  it('RECEIPT-1 a device cannot use the code of another one', async () => {
    const product = makeProduct(manager, server, 'Code')
    await manager.create('products', product)
    const sale = makeSale(till, server, product, 90)
    const receipt = { deviceCode: manager.session.device.code, epoch: 1, counter: 90 }
    const stolen = { ...sale, receipt, number: `${receipt.deviceCode}-1-000090` }
    const answer = await till.push('orders', [newRow(stolen)])
    expect(answer.results[0]).toMatchObject({ outcome: 'refused', refusal: { code: 'RULE' } })
  })

  it('a cashier may not change a price, and the price stays', async () => {
    const product = makeProduct(manager, server, 'Prix', 900)
    await manager.create('products', product)
    const variants = product.variants.map((variant) => ({ ...variant, price: 1 }))
    const cheap = touch({ ...product, variants }, till.author, server)
    const answer = await till.push('products', [editRow(product, cheap)])
    expect(answer.results[0]).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'FORBIDDEN' },
      current: { variants: [{ price: 900 }] },
    })
  })

  it('refuses a push in the name of another device or another author', async () => {
    const product = makeProduct(manager, server, 'Nom')
    const stranger = { ...product, deviceId: till.author.deviceId }
    const nobody = { ...makeProduct(manager, server, 'Nom 2'), updatedBy: server.ids.next() }
    const answer = await manager.push('products', [stranger, nobody].map(newRow))
    expect(answer.results).toMatchObject([
      { outcome: 'refused', refusal: { code: 'SERVER_FIELD', params: { field: 'deviceId' } } },
      { outcome: 'refused', refusal: { code: 'SERVER_FIELD', params: { field: 'updatedBy' } } },
    ])
  })

  it('a key __proto__ refuses its own row only', async () => {
    const good = makeProduct(manager, server, 'Sain')
    const bad = makeProduct(manager, server, 'Piège')
    const request = manager.pushRequest('products', [newRow(good), newRow(bad)])
    const text = JSON.stringify(request).replace(
      `"name":"Piège"`,
      `"name":"Piège","seo":{"__proto__":{"admin":true}}`,
    )
    const response = await fetch(`${server.url}/sync/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${manager.token}`, 'content-type': 'application/json' },
      body: text,
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      results: [{ outcome: 'accepted' }, { outcome: 'refused' }],
    })
  })

  it('refuses a document that is too large without holding up others', async () => {
    const good = makeProduct(manager, server, 'Petit')
    const huge = { ...makeProduct(manager, server, 'Gros'), description: 'x'.repeat(1_100_000) }
    const answer = await manager.push('products', [newRow(huge), newRow(good)])
    expect(answer.results).toMatchObject([
      { outcome: 'refused', refusal: { code: 'TOO_LARGE' } },
      { outcome: 'accepted' },
    ])
  })

  it('answers a body over the limit with TOO_LARGE', async () => {
    const answer = await manager.send('POST', '/sync/push', { filler: 'x'.repeat(4_100_000) })
    expect(answer.status).toBe(413)
    expect(errorOf(answer).code).toBe('TOO_LARGE')
  })

  it('an edit of a document that never existed is refused', async () => {
    const product = makeProduct(manager, server, 'Fantôme')
    const answer = await manager.push('products', [editRow({ rev: 3, editId: server.ids.next() }, product)])
    expect(answer.results[0]).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'NO_SUCH_DOCUMENT' },
      current: null,
    })
  })
})

function nest(value: Record<string, unknown>, depth: number): Record<string, unknown> {
  return depth === 0 ? value : { inside: nest(value, depth - 1) }
}
