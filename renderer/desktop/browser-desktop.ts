import { err, ok } from '@shared/kernel/result.ts'
import { downloadFile, pickFile } from './browser-files.ts'
import { printInFrame } from './browser-print.ts'
import { createBrowserSecrets } from './browser-secrets.ts'
import type { Desktop } from './desktop.ts'

const PAPER = {
  A4: { widthMm: 210, heightMm: 297 },
  'receipt-58': { widthMm: 58 },
  'receipt-80': { widthMm: 80 },
} as const

/** The same desktop without a shell, made of what every browser has. `serverUrl` is the server that served the page. */
export function createBrowserDesktop(serverUrl: string): Desktop {
  return {
    kind: 'browser',
    secrets: createBrowserSecrets(),
    journal: {
      append: async () => ok({ durable: false }),
      acknowledge: async () => ok(undefined),
      read: async () => ok({ entries: [], damagedBytes: 0 }),
    },
    files: { openImport: pickFile, saveExport: downloadFile },
    print: {
      receipt: async (what) => {
        const printed = await printInFrame(what, { widthMm: what.widthMm })
        return printed.ok ? ok({ printed: true }) : printed
      },
      // A browser's print window offers "save as PDF"; the person chooses there.
      pdf: async (what) => {
        const printed = await printInFrame(what, PAPER[what.page])
        return printed.ok ? ok({ saved: true }) : printed
      },
      sheet: async (what) => {
        const printed = await printInFrame(what, PAPER.A4)
        return printed.ok ? ok({ printed: true }) : printed
      },
      paper: async () => err({ type: 'NoPrinter' }),
      openDrawer: async () => err({ type: 'NoPrinter' }),
    },
    app: {
      info: async () =>
        ok({
          name: 'Comptoir',
          version: 'web',
          platform: 'web',
          systemLocale: navigator.language,
          packaged: false,
          freeBytes: await freeBytes(),
        }),
      serverUrl: async () => ok(serverUrl),
      setServerUrl: async () => ok(serverUrl),
      setLocale: async () => ok(undefined),
    },
    updates: {
      status: async () => ok({ state: 'disabled', version: null, percent: null }),
      check: async () => ok({ state: 'disabled', version: null, percent: null }),
      install: async () => err({ type: 'UpdateRefused', reason: 'nothing-ready' }),
    },
    events: {
      onMenuCommand: () => () => undefined,
      onPowerResume: onWake,
      onUpdatesChanged: () => () => undefined,
    },
  }
}

function onWake(listener: () => void): () => void {
  const onVisible = () => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', onVisible)
  globalThis.addEventListener('online', listener)
  return () => {
    document.removeEventListener('visibilitychange', onVisible)
    globalThis.removeEventListener('online', listener)
  }
}

async function freeBytes(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.()
  if (estimate?.quota === undefined || estimate.usage === undefined) return null
  return Math.max(0, estimate.quota - estimate.usage)
}
