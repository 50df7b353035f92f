import { COLLECTION_NAMES, COLLECTIONS } from '@shared/schemas/registry.ts'
import { describe, expect, test } from 'vitest'
import { smallDocument } from '../property/merge-domains.ts'
import { findBreach, presentAgreements, readPins } from './schema-pins.ts'

const agreements = presentAgreements()

describe('VERSION-3 what devices, disks and servers have agreed on', () => {
  test.each(agreements)('$name has the shape that was pinned for version $version', (agreement) => {
    expect(findBreach(agreement, readPins())).toBeNull()
  })

  test('a version that was pinned is never forgotten', () => {
    const pins = readPins()
    for (const { name, version } of agreements) {
      const versions = Object.keys(pins[name] ?? {}).map(Number)
      expect([name, Math.max(...versions)]).toEqual([name, version])
    }
  })

  test('a change of anything is noticed, and says what to do', () => {
    const pins = readPins()
    for (const agreement of agreements) {
      const changed = { ...agreement, hash: 'another' }
      expect(findBreach(changed, pins)).toContain(agreement.change)
      expect(findBreach({ ...changed, version: 9_999 }, pins)).toContain('npm run pin:schemas')
    }
  })
})

describe('VERSION-2 migrations', () => {
  test('leave a document that is there already alone, and make one of any earlier document without throwing', () => {
    for (const name of COLLECTION_NAMES) {
      const { migrations, version } = COLLECTIONS[name]
      expect(version).toBe(migrations.length)
      const current: Readonly<Record<string, unknown>> = smallDocument(name)
      for (const migrate of migrations) {
        expect(migrate(current)).toEqual(current)
        expect(() => migrate({})).not.toThrow()
      }
    }
  })
})
