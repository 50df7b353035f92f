import type { Handlers, IpcEvent, IpcPort } from '../../electron/main/ipc/register-handler.ts'

export const OWN_FRAME: IpcEvent = {
  senderFrame: { url: 'app://comptoir/index.html', origin: 'app://comptoir', parent: null },
}

/** Electron's message channel in one process: what crosses it is copied, as it is between processes. */
export function createFakeIpc() {
  const listenerByChannel = new Map<string, Parameters<IpcPort['handle']>[1]>()
  const port: IpcPort = { handle: (channel, listener) => void listenerByChannel.set(channel, listener) }
  return {
    port,
    channels: () => [...listenerByChannel.keys()],
    async invoke(channel: string, request: unknown, event: IpcEvent = OWN_FRAME): Promise<unknown> {
      const listener = listenerByChannel.get(channel)
      if (listener === undefined) throw new Error(`No handler registered for '${channel}'`)
      return structuredClone(await listener(event, structuredClone(request)))
    },
  }
}

/** Handlers that all fail, except those given. */
export function buildHandlers(given: Partial<Handlers>): Handlers {
  const unexpected = async (): Promise<never> => {
    throw new Error('This test does not expect the handler to be called')
  }
  return new Proxy(given, {
    get: (target, channel) => Reflect.get(target, channel) ?? unexpected,
  }) as Handlers // the proxy has a handler for every channel
}
