/**
 * Runs in the page before anything else and gives the preload bundle the `electron` module a sandboxed preload has. It is
 * turned into text, so it must not use anything from outside itself. Contexts are not isolated here as in Electron; what
 * is exposed is copied and frozen the same way.
 */
function installStandIn(
  runPreload: (require: unknown, module: unknown, exports: unknown, process: unknown) => void,
) {
  if (window.top !== window) return // Electron gives frames inside a page no preload
  type Listener = (event: object, ...args: unknown[]) => void
  const listenersByChannel = new Map<string, Listener[]>()
  const invokeHost: (channel: string, request: unknown) => Promise<{ value?: unknown; error?: string }> =
    Reflect.get(window, '__standinInvoke')

  const ipcRenderer = {
    async invoke(channel: string, request: unknown) {
      const answer = await invokeHost(channel, structuredClone(request))
      if (answer.error !== undefined) throw new Error(answer.error)
      return answer.value
    },
    on(channel: string, listener: Listener) {
      listenersByChannel.set(channel, [...(listenersByChannel.get(channel) ?? []), listener])
    },
    removeListener(channel: string, listener: Listener) {
      const left = (listenersByChannel.get(channel) ?? []).filter((known) => known !== listener)
      listenersByChannel.set(channel, left)
    },
  }

  const expose = (value: unknown): unknown => {
    if (typeof value === 'function') return (...args: unknown[]) => expose(value(...args))
    if (typeof value !== 'object' || value === null || value instanceof Promise) return value
    if (Object.getPrototypeOf(value) !== Object.prototype) return value
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expose(inner)])),
    )
  }
  const contextBridge = {
    exposeInMainWorld(name: string, value: unknown) {
      Object.defineProperty(window, name, { value: expose(value), enumerable: true })
    },
  }

  Object.defineProperty(window, '__standinDeliver', {
    value: (channel: string, payload: unknown) => {
      for (const listener of listenersByChannel.get(channel) ?? []) listener({}, payload)
    },
  })
  const requireElectron = (name: string) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`A sandboxed preload script cannot load ${name}`)
  }
  const module = { exports: {} }
  runPreload(requireElectron, module, module.exports, { platform: 'standin', versions: {}, env: {} })
}

/** A script for the page that runs the built preload bundle as Electron would. */
export function preloadScript(bundle: string): string {
  // Some loaders leave calls of a naming function in the text of a function.
  return `var __name = (value) => value;(${installStandIn.toString()})(function (require, module, exports, process) {\n${bundle}\n})`
}
