import { join } from 'node:path'
import { bundleForNode } from '../../../support/bundle-for-node.ts'

const here = (file: string): string => join(import.meta.dirname, file)

/**
 * RxDB's suite, RxDB and the product's client as one file: the suite's collections and our replication must be of one
 * RxDB, and two packages that the suite imports are not installed with it.
 */
export const bundleSuite = (): Promise<string> =>
  bundleForNode(here('suite-entry.ts'), {
    alias: { 'async-test-util': here('async-test-util.ts'), clone: here('clone.ts') },
  })
