/**
 * Keeps the application itself on the device, so that a browser that was closed opens it again with the cable unplugged.
 * One cache per build: page and assets always come from the same one, never half old and half new; a new build takes over at
 * the next start. Data never passes here: requests to the server's own endpoints go straight through.
 */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface WorkerFetchEvent extends WorkerEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
interface WorkerScope {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: WorkerFetchEvent) => void): void
}

/** Filled in by the build: a version made from the files' names, and the files. */
declare const __BUILD__: { readonly version: string; readonly files: readonly string[] }

const scope = self as unknown as WorkerScope // a service worker's global, whose types clash with the page's
const CACHE = `comptoir-${__BUILD__.version}`
const PAGE = '/'
const kept = new Set(__BUILD__.files.map((file) => `/${file}`))

scope.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...kept])))
})

scope.addEventListener('activate', (event) => {
  event.waitUntil(removeOlderCaches().then(() => scope.clients.claim()))
})

scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  const isOwn = event.request.method === 'GET' && url.origin === scope.location.origin
  if (isOwn && url.pathname === PAGE) event.respondWith(fromCache(PAGE, event.request))
  else if (isOwn && kept.has(url.pathname)) event.respondWith(fromCache(url.pathname, event.request))
})

async function fromCache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(path)) ?? fetch(request)
}

async function removeOlderCaches(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith('comptoir-') && name !== CACHE).map((name) => caches.delete(name)),
  )
}
