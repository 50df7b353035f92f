import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** The project's TypeScript files, tracked or new, as paths from the root. */
export function sourceFiles(...folders: string[]): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return [...new Set(listed.split('\n'))].filter((path) => /\.tsx?$/.test(path))
}

export const readSource = (path: string): string => readFileSync(join(root, path), 'utf8')

const STATEMENT = /^(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"\n]+)['"]|^import\s*['"]([^'"\n]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

/** What a file imports, as paths from the root (`shared/kernel/id.ts`) or package names (`react`). */
export function importsOf(path: string): string[] {
  const source = withoutComments(readSource(path))
  const found = [...source.matchAll(STATEMENT), ...source.matchAll(DYNAMIC)]
  return found.map(([, first, second]) => resolveSpecifier(path, first ?? second ?? ''))
}

/** The code without what only explains it. */
export function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

function resolveSpecifier(path: string, specifier: string): string {
  if (specifier.startsWith('@shared/')) return `shared/${specifier.slice('@shared/'.length)}`
  if (specifier.startsWith('@renderer/')) return `renderer/${specifier.slice('@renderer/'.length)}`
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier))
  return specifier
}
