/**
 * Finds what a lock file made against a partial registry lost: optional packages of other platforms that a package
 * names and the lock does not hold, without which `npm ci` fails elsewhere. Run after every dependency change.
 */
import { readFileSync } from 'node:fs'

interface LockEntry {
  version?: string
  link?: boolean
  integrity?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
}

const file = process.argv[2] ?? 'package-lock.json'
const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockEntry> } // npm's own format
const problems: string[] = []

for (const [path, entry] of Object.entries(packages)) {
  if (path !== '' && entry.version === undefined && !entry.link) problems.push(`${path} has no version`)
  if (entry.resolved?.startsWith('http')) problems.push(`${path} names a download host`)
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!isInstallable(path, name)) problems.push(`${path} lacks its optional ${name}`)
  }
}

for (const problem of problems) console.error(problem)
console.log(`${Object.keys(packages).length} packages, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1

/** Node's own rule: a dependency stands beside the package or beside one of its parents. */
function isInstallable(path: string, name: string): boolean {
  const parts = path === '' ? [] : path.split('/node_modules/')
  for (let depth = parts.length; depth >= 0; depth--) {
    const folder = parts.slice(0, depth).join('/node_modules/')
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true
  }
  return false
}
