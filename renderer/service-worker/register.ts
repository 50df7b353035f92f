/** Registers the service worker where one can be: a browser over http(s), not the desktop shell, which holds the files itself. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator) || !location.protocol.startsWith('http')) return
  navigator.serviceWorker.register('/service-worker.js').catch((cause: unknown) => {
    console.warn('The application could not be kept for offline starts', cause)
  })
}
