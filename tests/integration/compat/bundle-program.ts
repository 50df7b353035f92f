import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'esbuild'
import { bundleForNode } from '../../support/bundle-for-node.ts'

const root = resolve(import.meta.dirname, '../../..')

/** One place in one source file that another version of the program has otherwise. Patterns must match. */
export interface SourceChange {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** The whole client as another version of the program would have been built: today's source with a few places changed. */
export async function bundleProgram(changes: readonly SourceChange[]): Promise<string> {
  const made = new Set<SourceChange>()
  const outfile = await bundleForNode(join(root, 'tests/integration/client/support/device-thread.ts'), {
    plugins: [anotherVersion(changes, made)],
  })
  const missed = changes.filter((change) => !made.has(change))
  if (missed.length > 0) throw new Error(`Not part of the client: ${missed.map(({ file }) => file)}`)
  return outfile
}

function anotherVersion(changes: readonly SourceChange[], made: Set<SourceChange>): Plugin {
  return {
    name: 'another version',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const own = changes.filter(({ file }) => path === join(root, file))
        if (own.length === 0) return null
        let contents = readFileSync(path, 'utf8')
        for (const change of own) {
          if (!contents.includes(change.from)) throw new Error(`${change.file} has no ${change.from}`)
          contents = contents.replace(change.from, change.to)
          made.add(change)
        }
        return { contents, loader: 'ts' }
      })
    },
  }
}

/** The client of a time when the wire was of another version. */
export const programOfProtocol = (version: number): Promise<string> =>
  bundleProgram([
    {
      file: 'shared/protocol/version.ts',
      from: 'export const PROTOCOL_VERSION = ',
      to: `export const PROTOCOL_VERSION = ${version} // `,
    },
  ])
