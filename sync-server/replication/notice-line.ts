import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { createOwnerClient, type DatabaseAddress } from '../database/pool.ts'

/*
 * The one connection over which server processes tell each other what changed, apart from the pool: a notice must not
 * queue behind the pushes it tells of. LISTEN belongs to a session, so a pooler that shares sessions between
 * transactions must not stand in between.
 */

/** The connection's name in `pg_stat_activity`. */
export const LINE_NAME = 'comptoir notices'
const CHANNEL = 'comptoir_changes'

export interface NoticeLine {
  /** False when it could not be sent: the line is down just now. */
  send(payload: string): Promise<boolean>
  close(): Promise<void>
}

export interface NoticeListener {
  onNotice(payload: string): void
  /** The line was down and is up again: notices may have passed unheard. */
  onReconnect(): void
}

export interface LinePace {
  readonly reconnectMs: number
  /** A line that does not answer a question within this time is dead though it looks open; asked as often. */
  readonly checkMs: number
}

export const LINE_PACE: LinePace = { reconnectMs: 1_000, checkMs: 10_000 }

/** Keeps one line open until it is closed; a line that breaks or falls silent is replaced. */
export function openNoticeLine(
  address: DatabaseAddress,
  listener: NoticeListener,
  pace = LINE_PACE,
): NoticeLine {
  let client: pg.Client | null = null
  let isClosed = false
  let asking: Promise<unknown> = Promise.resolve()

  /** One question at a time, as the driver wants it. */
  function ask(text: string, values: readonly unknown[] = []): Promise<boolean> {
    const asked = asking.then(async () => {
      if (client === null) return false
      await client.query(text, [...values])
      return true
    })
    const answered = asked.catch(() => false)
    asking = answered
    return answered
  }

  async function listenOnce(isFirst: boolean): Promise<void> {
    const next = createOwnerClient({ ...address, application_name: LINE_NAME })
    const lost = new Promise<void>((resolve) => {
      next.on('end', resolve)
      next.on('error', () => resolve())
    })
    next.on('notification', ({ payload }) => payload && listener.onNotice(payload))
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      client = next
      if (!isFirst) listener.onReconnect()
      const checking = setInterval(() => void check(next), pace.checkMs)
      await lost
      clearInterval(checking)
    } catch {
      // Not reachable just now; requests say so themselves.
    }
    client = null
    await next.end().catch(() => {})
  }

  async function check(line: pg.Client): Promise<void> {
    const silence = setTimeout(() => {
      // With a question under way `end` does not wait for the answer but cuts the line.
      void line.end().catch(() => {})
    }, pace.checkMs)
    await ask('select 1')
    clearTimeout(silence)
  }

  async function keepListening(): Promise<void> {
    for (let isFirst = true; !isClosed; isFirst = false) {
      await listenOnce(isFirst)
      if (!isClosed) await pause(pace.reconnectMs, undefined, { ref: false })
    }
  }

  const running = keepListening()
  return {
    send: (payload) => ask('select pg_notify($1, $2)', [CHANNEL, payload]),
    async close() {
      isClosed = true
      await Promise.race([asking, pause(pace.reconnectMs, undefined, { ref: false })])
      await client?.end().catch(() => {})
      await Promise.race([running, pause(2 * pace.reconnectMs, undefined, { ref: false })])
    },
  }
}
