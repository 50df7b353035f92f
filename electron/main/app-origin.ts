/**
 * The origin of the page, for ever: everything the browser engine stores belongs to it, so another name would look like an
 * empty shop.
 */
export const APP_SCHEME = 'app'
export const APP_HOST = 'comptoir'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`

/** Whether the address is the app's own page. Compared after parsing: `app://comptoir.evil` and credentials do not pass. */
export function isAppUrl(address: string): boolean {
  const url = parseUrl(address)
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.host === APP_HOST &&
    url.username === '' &&
    url.password === ''
  )
}

function parseUrl(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    // No address at all is no address of ours.
    return null
  }
}
