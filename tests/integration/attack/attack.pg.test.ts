import { ROLES } from '@shared/schemas/people.schema.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { queryShop } from '../../support/shop-query.ts'
import { cursorAttacks } from './cursor-attacks.ts'
import { existenceAttacks } from './existence-attacks.ts'
import { FACT_ROW_ATTACKS } from './fact-attacks.ts'
import { historyAttacks } from './history-attacks.ts'
import { policyAttacks } from './policy-attacks.ts'
import { raceAttacks } from './race-attacks.ts'
import { requestAttacks } from './request-attacks.ts'
import { ROW_ATTACKS, type RowAttack, targetOf } from './row-attacks.ts'
import { sessionAttacks } from './session-attacks.ts'
import { socketAttacks } from './socket-attacks.ts'
import { CANARY, shopHash } from './victim.ts'
import { createWorld, type World } from './world.ts'

/*
 * The attack list: every entry against every role and every collection where it makes sense, at one server. None succeeds,
 * none makes another shop's words appear anywhere, and after each honest work goes through.
 */

let world: World
let victimHash: string

beforeAll(async () => {
  world = await createWorld()
  victimHash = await shopHash(world.server.database, world.other.shopId)
})
afterEach(() => world.expectHonestWork())
afterAll(() => world.close())

/** Rises with every accepted write of the attackers' shop. */
async function writes(): Promise<number> {
  const { database } = world.server
  const rows = await queryShop<{ seq: number }>(database, world.own.shopId, 'select seq from shops')
  return rows[0]?.seq ?? 0
}

async function attack(entry: RowAttack, role: (typeof ROLES)[number]): Promise<number> {
  let tried = 0
  for (const collection of COLLECTION_NAMES) {
    const rows = entry.rows(targetOf(world, role, collection))
    for (let i = 0; i < rows.length; i += 100) {
      const some = rows.slice(i, i + 100)
      const results = await world.wire.rows(world.devices[role], collection, some)
      for (const [j, result] of results.entries()) {
        const { updatedAt: _, ...told } = some[j]?.next ?? {}
        if (result.outcome !== 'refused' || !entry.codes?.includes(result.refusal.code)) {
          const isFine = result.outcome !== 'accepted' && entry.codes === undefined
          expect(isFine, `${collection}: ${JSON.stringify({ result, told }).slice(0, 900)}`).toBe(true)
        }
      }
      tried += some.length
    }
  }
  return tried
}

describe.each(ROLES)('rows pushed by %s', (role) => {
  const entries = [...ROW_ATTACKS, ...FACT_ROW_ATTACKS].map((entry) => [entry.id, entry.name, entry] as const)
  it.each(entries)('%s %s', async (_id, _name, entry) => {
    const before = await writes()
    expect(await attack(entry, role)).toBeGreaterThan(0)
    expect(await writes()).toBe(before)
  })
})

policyAttacks(() => world)
existenceAttacks(() => world)
historyAttacks(() => world)
cursorAttacks(() => world)
requestAttacks(() => world)
socketAttacks(() => world)
raceAttacks(() => world)
sessionAttacks(() => world)

describe('after all of it', () => {
  it('TENANT-1 no byte of the victim was seen by an attacker or written to a log, and its own devices do see it', async () => {
    const words = [CANARY, world.other.domain]
    const seen = world.wire.received.filter((text) => words.some((word) => text.includes(word)))
    expect(seen.map((text) => text.slice(0, 500))).toEqual([])
    const logged = world
      .logs()
      .split('\n')
      .filter((line) => words.some((word) => line.includes(word)))
    expect(logged).toEqual([])
    expect(world.logs()).toContain('request completed')
    expect(world.wire.received.length).toBeGreaterThan(500)
    for (const name of COLLECTION_NAMES)
      expect(JSON.stringify(await world.victim.pullAll(name))).toContain(CANARY)
  })

  it('TENANT-2 not one row of the victim has changed', async () => {
    expect(await shopHash(world.server.database, world.other.shopId)).toBe(victimHash)
  })
})
