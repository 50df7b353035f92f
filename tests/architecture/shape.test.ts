import { execFileSync } from 'node:child_process'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { describe, expect, test } from 'vitest'
import { readSource, root, sourceFiles, withoutComments } from './source-files.ts'

const PRODUCT = ['shared', 'renderer', 'electron', 'sync-server'] as const

describe('the shape of the code', () => {
  test('at most 13 collections, the most that the local store can open', () => {
    expect(COLLECTION_NAMES.length).toBeLessThanOrEqual(13)
  })

  test('file names are kebab-case and say what they hold', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|types|index)\.tsx?$/
    const allowed =
      /^(electron\/(main|preload)\/index\.ts|renderer\/i18n\/index\.ts|renderer\/i18n\/locales\/(fr|en)\/common\.ts)$/
    const odd = sourceFiles(...PRODUCT).filter((path) => {
      const name = path.split('/').at(-1) ?? ''
      return (
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|tsx)$/.test(name) ||
        (vague.test(path) && !allowed.test(path))
      )
    })
    expect(odd).toEqual([])
  })

  test('no file is longer than 500 lines', () => {
    const long = sourceFiles(...PRODUCT).filter((path) => readSource(path).split('\n').length > 500)
    expect(long).toEqual([])
  })

  test('no `any`, no silenced compiler', () => {
    const silenced = /\bas any\b|:\s*any\b|@ts-(ignore|nocheck)/
    expect(
      sourceFiles(...PRODUCT).filter((path) => silenced.test(withoutComments(readSource(path)))),
    ).toEqual([])
  })

  test('SQL names its columns', () => {
    expect(sourceFiles('sync-server').filter((path) => /select\s+\*/i.test(readSource(path)))).toEqual([])
  })

  test('the top level holds what it is agreed to hold', () => {
    const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    })
    const top = new Set(
      listed
        .split('\n')
        .filter(Boolean)
        .map((path) => path.split('/')[0] ?? ''),
    )
    const agreed = [
      '.ci',
      '.gitignore',
      '.npmrc',
      'README.md',
      'biome.json',
      'docs',
      'electron',
      'electron-builder.yml',
      'package-lock.json',
      'package.json',
      'renderer',
      'shared',
      'sync-server',
      'tests',
      'tsconfig.json',
    ]
    expect([...top].filter((name) => !agreed.includes(name))).toEqual([])
  })
})
