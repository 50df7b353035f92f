import { errorBodySchema } from '@shared/protocol/errors.ts'
import { COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { isConnectionError } from '../database/database-errors.ts'
import { readEpoch } from '../replication/reading.ts'
import { readerOf, requireClaims } from './authentication.ts'
import { throwFailure } from './http-error.ts'
import type { Services } from './services.ts'

/*
 * The live line says only which collections changed (SYNC-7). It is written by hand on the raw socket: no plugin buffers,
 * compresses or times it out. Whoever may no longer see the shop is cut off within seconds.
 */

const HEARTBEAT_MS = 15_000
const REAUTHORISE_MS = 4_000
/** A device that never reads what it is told is cut off; it asks for everything when it comes back. */
const MAX_UNREAD_BYTES = 65_536
/** A device that reconnects in a loop must not pile up lines. */
const MAX_LINES_PER_DEVICE = 4

export function registerStreamRoute(app: FastifyInstance, services: Services): void {
  const linesByDevice = new Map<string, (() => void)[]>()
  app.get(
    '/sync/stream',
    {
      schema: {
        tags: ['sync'],
        summary: 'Server-sent events: `resync` names the collections that changed',
        security: [{ accessToken: [] }],
        response: {
          401: errorBodySchema,
          412: errorBodySchema,
          426: errorBodySchema,
          429: errorBodySchema,
          503: errorBodySchema,
        },
      },
    },
    async (request, reply) => {
      const claims = await requireClaims(request, services)
      const opened = await readEpoch(readerOf(claims, services))
      if (!opened.ok) return throwFailure(opened.error)
      const line = openLine(reply, services.metrics)
      const resync = (collections: readonly CollectionName[]) =>
        line.write(`event: resync\ndata: ${JSON.stringify({ collections, epoch: opened.value })}\n\n`)
      const stopListening = services.hub.listen(claims.shopId, resync)
      const beat = setInterval(() => line.write(': alive\n\n'), HEARTBEAT_MS)
      const authorise = setInterval(() => {
        readEpoch(readerOf(claims, services)).then(
          (still) => {
            if (!still.ok || still.value !== opened.value) line.end()
          },
          (error) => {
            // Without the database nobody can be cut off justly; the next round asks again.
            if (!isConnectionError(error)) line.end()
          },
        )
      }, REAUTHORISE_MS)
      const stopDraining = services.drain.onDrain(() => {
        line.write('event: draining\ndata: {}\n\n')
        line.end()
      })
      const forget = remember(linesByDevice, `${claims.shopId} ${claims.deviceId}`, line.end)
      line.onClose(() => {
        stopListening()
        stopDraining()
        forget()
        clearInterval(beat)
        clearInterval(authorise)
      })
      resync(COLLECTION_NAMES)
      return reply
    },
  )
}

function openLine(reply: FastifyReply, { streams }: Services['metrics']) {
  reply.hijack()
  const { raw } = reply
  const headers = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)
  raw.writeHead(200, {
    ...Object.fromEntries(headers),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  streams.inc()
  raw.once('close', () => streams.dec())
  raw.on('error', () => {}) // the device is gone: `close` follows
  return {
    write(text: string) {
      if (raw.writableLength > MAX_UNREAD_BYTES) raw.destroy()
      else if (!raw.writableEnded) raw.write(text)
    },
    end: () => void (raw.writableEnded || raw.end()),
    onClose: (callback: () => void) => raw.once('close', callback),
  }
}

function remember(lines: Map<string, (() => void)[]>, key: string, end: () => void): () => void {
  const open = [...(lines.get(key) ?? []), end]
  if (open.length > MAX_LINES_PER_DEVICE) open.shift()?.()
  lines.set(key, open)
  return () => {
    const rest = (lines.get(key) ?? []).filter((other) => other !== end)
    if (rest.length > 0) lines.set(key, rest)
    else lines.delete(key)
  }
}
