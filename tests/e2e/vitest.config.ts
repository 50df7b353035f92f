import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '../..')

/** Whole-product tests in real browsers. Each file has its own server, data and browsers, and waits half of its time: two go side by side. */
export default defineConfig({
  root,
  resolve: { alias: { '@shared': resolve(root, 'shared'), '@renderer': resolve(root, 'renderer') } },
  test: {
    include: ['tests/e2e/**/*.e2e.ts'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    passWithNoTests: false,
  },
})
