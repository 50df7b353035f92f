import { err, ok } from '@shared/kernel/result.ts'
import { streamEventSchema } from '@shared/protocol/sync.ts'
import type { Answer, StreamEvent } from './transport.ts'

/** The server sends a comment every 15 s; after this long without a byte the line is dead though it looks open (P34). */
const SILENCE_MS = 40_000

/**
 * Reads server-sent events from a response. An event says which collections changed and nothing else (R7), so an event
 * that cannot be understood is safe to pass over: the next resync covers it.
 */
export async function readEventStream(
  response: Response,
  onEvent: (event: StreamEvent) => void,
  signal: AbortSignal,
): Answer<void> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ok(undefined)
  const stop = () => void reader.cancel().catch(() => undefined)
  let silence = setTimeout(stop, SILENCE_MS)
  signal.addEventListener('abort', stop, { once: true })
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return signal.aborted ? err({ type: 'Cancelled' }) : ok(undefined)
      clearTimeout(silence)
      silence = setTimeout(stop, SILENCE_MS)
      text += decoder.decode(value, { stream: true }).replaceAll('\r\n', '\n')
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) emit(block, onEvent)
    }
  } catch (thrown) {
    return signal.aborted
      ? err({ type: 'Cancelled' })
      : err({ type: 'Unreachable', detail: thrown instanceof Error ? thrown.message : String(thrown) })
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', stop)
  }
}

function emit(block: string, onEvent: (event: StreamEvent) => void): void {
  const data = block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
  if (data.length === 0) return
  try {
    const parsed = streamEventSchema.safeParse(JSON.parse(data.join('\n')))
    if (parsed.success) onEvent(parsed.data)
  } catch {
    // Not JSON: nothing of ours.
  }
}
