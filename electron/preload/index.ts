import { CHANNELS, EVENTS, facadePath } from '@shared/ipc/channels.ts'
import { contextBridge, ipcRenderer } from 'electron'

/*
 * `window.desktop`: one narrow verb per channel of the contract and one subscription, nothing else. `ipcRenderer` stays here,
 * and the page gets payloads, never Electron's event objects. Requests are parsed in the main process, answers by the
 * page's bridge, so this file holds no rules.
 */
const verbs: Record<string, Record<string, unknown>> = {}

for (const channel of CHANNELS) {
  const [capability, verb] = facadePath(channel)
  const group = verbs[capability] ?? {}
  group[verb] = (request: unknown) => ipcRenderer.invoke(channel, request)
  verbs[capability] = group
}

verbs.events = {
  subscribe(event: unknown, listener: (payload: unknown) => void): () => void {
    const name = EVENTS.find((known) => known === event)
    if (name === undefined) return () => undefined
    const forward = (_event: unknown, payload: unknown): void => listener(payload)
    ipcRenderer.on(name, forward)
    return () => void ipcRenderer.removeListener(name, forward)
  },
}

for (const group of Object.values(verbs)) Object.freeze(group)

contextBridge.exposeInMainWorld('desktop', Object.freeze(verbs))
