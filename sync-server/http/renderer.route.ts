import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const YEAR_S = 31_536_000

/** The built back office at `/`. Files with a hash in their name are kept for ever, the page itself is asked for each time. */
export async function serveRenderer(app: FastifyInstance, rendererDir: string): Promise<void> {
  if (!existsSync(join(rendererDir, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: rendererDir,
    // Compressed by the compress plugin on the way out; conditional requests are answered by the file's own tag.
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = path.includes(`${join(rendererDir, 'assets')}`)
      response.header('cache-control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
    },
  })
}
