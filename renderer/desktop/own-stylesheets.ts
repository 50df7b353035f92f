/** Paths of the stylesheets this page loaded from its own origin: what paper must look like, too. */
export function ownStylesheets(): string[] {
  return [...document.styleSheets]
    .map((sheet) => sheet.href)
    .filter((href) => href !== null)
    .map((href) => new URL(href))
    .filter((address) => address.origin === globalThis.location.origin)
    .map((address) => address.pathname)
}
