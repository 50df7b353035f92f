import type { CDPSession, Page } from 'playwright'

/** Twenty codes of thirteen digits, each with its Enter, are sent within a second. */
const KEY_GAP_S = 0.0035

export interface WedgeScanner {
  /** The keys of a code and Enter, 3.5 ms apart by the clock of the events, however busy the machine is. */
  scan(...codes: string[]): Promise<void>
}

/** A keyboard-wedge scanner: to the page it is a keyboard that types faster than any hand. */
export async function plugScanner(page: Page): Promise<WedgeScanner> {
  const session = await page.context().newCDPSession(page)
  return {
    async scan(...codes) {
      let at = Date.now() / 1_000
      const sent: Promise<unknown>[] = []
      for (const code of codes) {
        for (const key of [...code, 'Enter']) {
          sent.push(...press(session, key, at))
          at += KEY_GAP_S
        }
      }
      await Promise.all(sent)
    },
  }
}

/** Down and up are sent without waiting for an answer in between, as hardware does. */
function press(session: CDPSession, key: string, timestamp: number): Promise<unknown>[] {
  const isEnter = key === 'Enter'
  const code = isEnter ? 'Enter' : /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`
  const windowsVirtualKeyCode = isEnter ? 13 : key.toUpperCase().charCodeAt(0)
  const text = isEnter ? '\r' : key
  const common = { key, code, timestamp, windowsVirtualKeyCode }
  return [
    session.send('Input.dispatchKeyEvent', { ...common, type: 'keyDown', text, unmodifiedText: text }),
    session.send('Input.dispatchKeyEvent', { ...common, type: 'keyUp' }),
  ]
}
