import { describe, expect, test } from 'vitest'
import { importsOf, readSource, sourceFiles, withoutComments } from './source-files.ts'

interface Rule {
  readonly from: RegExp
  /** Project paths and packages that may be imported; everything else is a broken boundary. */
  readonly may: readonly RegExp[]
  readonly because: string
}

const anyPackage = /^(?!shared\/|renderer\/|electron\/|sync-server\/|tests\/)[^.]/
const own = (folder: string) => new RegExp(`^${folder}/`)

const RULES: readonly Rule[] = [
  {
    from: /^shared\/kernel\//,
    may: [own('shared/kernel'), /^zod$/],
    because: 'the kernel stands on nothing',
  },
  {
    from: /^shared\/schemas\//,
    may: [/^shared\/(kernel|schemas)\//, /^zod$/],
    because: 'schemas describe, they do not decide',
  },
  {
    from: /^shared\/domain\//,
    may: [/^shared\/(kernel|schemas|domain)\//, /^shared\/protocol\/refusal\.ts$/, /^zod$/],
    because: 'the domain knows no wire and no merge',
  },
  {
    from: /^shared\/(merge|policy|analytics)\//,
    may: [/^shared\/(kernel|schemas|domain)\//, /^shared\/protocol\/refusal\.ts$/, /^zod$/],
    because: 'merge, policy and analytics stand beside each other on the domain',
  },
  {
    from: /^shared\/import\//,
    may: [/^shared\/(kernel|schemas|domain|import)\//, /^papaparse$/],
    because: 'import turns text into documents and knows nothing else',
  },
  {
    from: /^shared\/protocol\//,
    may: [/^shared\/(kernel|schemas|protocol)\//, /^zod$/],
    because: 'the wire carries, it does not decide',
  },
  {
    from: /^shared\/(paper|barcode)\//,
    may: [/^shared\/(kernel|paper|barcode)\//, /^zod$/],
    because: 'what stands on paper is told before it comes here',
  },
  {
    from: /^shared\/ipc\//,
    may: [/^shared\/(kernel|schemas|ipc)\//, /^shared\/paper\/\w+\.schema\.ts$/, /^zod$/],
    because: 'the shell contract is shapes only',
  },
  {
    from: /^electron\/vite\.config\.ts$/,
    may: [/^electron\//, /^renderer\/service-worker\/build-plugin\.ts$/, anyPackage],
    because: 'the build puts the parts together and knows nothing of what is in them',
  },
  {
    from: /^electron\//,
    may: [/^electron\//, /^shared\/(ipc|kernel|paper)\//, anyPackage],
    because: 'the shell moves bytes and has no business rules',
  },
  {
    from: /^sync-server\//,
    may: [/^sync-server\//, /^shared\/(?!ipc\/)/, anyPackage],
    because: 'the server knows no screen and no shell',
  },
  {
    from: /^renderer\/ui\//,
    may: [/^renderer\/(ui|i18n)\//, /^shared\/(kernel|barcode)\//, anyPackage],
    because: 'the design system shows what it is given',
  },
  {
    from: /^renderer\/i18n\//,
    may: [/^renderer\/i18n\//, /^shared\/(kernel|schemas|import|protocol|domain|merge)\//, anyPackage],
    because: 'words know types, never data',
  },
  {
    from: /^renderer\/desktop\//,
    may: [/^renderer\/desktop\//, /^shared\/(ipc|kernel|paper)\//, anyPackage],
    because: 'the bridge is the only reader of the shell',
  },
  {
    from: /^renderer\//,
    may: [/^renderer\//, /^shared\//, anyPackage],
    because: 'the renderer knows neither server nor shell',
  },
]

/** Shared tools that every part of a folder may use although they live in it (`merge` may import `merge`). */
const isOwnFolder = (path: string, imported: string): boolean => {
  const folder = path.split('/').slice(0, 2).join('/')
  return imported.startsWith(`${folder}/`)
}

describe('who may import whom', () => {
  test('no file crosses a boundary', () => {
    const broken: string[] = []
    for (const path of sourceFiles('shared', 'renderer', 'electron', 'sync-server')) {
      const rule = RULES.find(({ from }) => from.test(path))
      for (const imported of importsOf(path)) {
        const allowed =
          rule === undefined ||
          isOwnFolder(path, imported) ||
          rule.may.some((pattern) => pattern.test(imported))
        if (!allowed) broken.push(`${path} imports ${imported}: ${rule?.because}`)
      }
    }
    expect(broken).toEqual([])
  })

  test('features do not reach into one another, except through public.ts', () => {
    const broken: string[] = []
    for (const path of sourceFiles('renderer/features')) {
      const feature = path.split('/')[2]
      for (const imported of importsOf(path)) {
        const [, , other, file] = imported.startsWith('renderer/features/') ? imported.split('/') : []
        if (other !== undefined && other !== feature && file !== 'public.ts')
          broken.push(`${path} imports ${imported}`)
      }
    }
    expect(broken).toEqual([])
  })

  test('screens reach the replication only through its status and its refused writes', () => {
    const allowed =
      /^renderer\/sync\/(sync-status|refused-writes|settle-conflict|export-pending|sync-context)\.tsx?$/
    const broken = sourceFiles('renderer/features', 'renderer/ui').flatMap((path) =>
      importsOf(path)
        .filter((imported) => imported.startsWith('renderer/sync/') && !allowed.test(imported))
        .map((imported) => `${path} imports ${imported}`),
    )
    expect(broken).toEqual([])
  })

  test('nobody imports tests', () => {
    const broken = sourceFiles('shared', 'renderer', 'electron', 'sync-server').filter((path) =>
      importsOf(path).some((imported) => imported.startsWith('tests/')),
    )
    expect(broken).toEqual([])
  })

  test('shared/ is pure: no clock, no randomness, no console, no timers of its own', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bconsole\.|\bsetTimeout\(|\bsetInterval\(|\bprocess\.|\bfetch\(/
    const broken = sourceFiles('shared').filter((path) => impure.test(withoutComments(readSource(path))))
    expect(broken).toEqual([])
  })

  test('production code never asks whether it is under test', () => {
    const asks = /NODE_ENV|VITEST|import\.meta\.env\.TEST/
    const broken = sourceFiles('shared', 'renderer', 'electron', 'sync-server').filter((path) =>
      asks.test(readSource(path)),
    )
    expect(broken).toEqual([])
  })

  test('only one file of the server reads the environment', () => {
    const readers = sourceFiles('sync-server').filter((path) =>
      /process\.env/.test(withoutComments(readSource(path))),
    )
    expect(readers).toEqual(['sync-server/config.ts'])
  })

  test('only the bridge reads what the shell exposes', () => {
    const readers = sourceFiles('renderer').filter((path) =>
      /window\.desktop|globalThis\.desktop/.test(withoutComments(readSource(path))),
    )
    expect(readers.every((path) => path.startsWith('renderer/desktop/'))).toBe(true)
  })
})
