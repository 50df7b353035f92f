/**
 * The policy of the app's page: nothing but its own files, no inline script, no `eval`, and a connection to the sync
 * server alone. `trusted-types default` allows the one policy that lets the page start its own workers.
 */
export function pagePolicy(serverOrigin: string | null): string {
  return serialize({
    'default-src': "'none'",
    'script-src': "'self'",
    'worker-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' blob: data:",
    'font-src': "'self'",
    'connect-src': serverOrigin === null ? "'self'" : `'self' ${serverOrigin}`,
    'manifest-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'default',
  })
}

/** The policy of a document on its way to paper: it shows text, styles and its own pictures, and can do nothing. */
export const PRINT_POLICY = serialize({
  'default-src': "'none'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
})

function serialize(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
