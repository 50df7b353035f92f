import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const NAME = 'service-worker.js'

/** Writes the list of the build's files, and a version made from them, into the service worker once all of them are there. */
export function serviceWorkerFiles(): Plugin {
  return {
    name: 'comptoir-service-worker-files',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const assets = readdirSync(join(dir, 'assets')).map((name) => `assets/${name}`)
      const files = assets.filter((file) => !file.endsWith('.map')).sort()
      const page = readFileSync(join(dir, 'index.html'))
      const version = createHash('sha256').update(files.join('\n')).update(page).digest('hex').slice(0, 12)
      const worker = join(dir, NAME)
      writeFileSync(
        worker,
        `const __BUILD__=${JSON.stringify({ version, files })};\n${readFileSync(worker, 'utf8')}`,
      )
    },
  }
}
