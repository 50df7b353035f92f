import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { APP_SCHEME, isAppUrl } from './app-origin.ts'
import { PRINT_POLICY, pagePolicy } from './content-security-policy.ts'
import { codeOf } from './services/file-errors.ts'
import { PRINT_PATH, type PrintDocuments } from './services/print-documents.ts'

/** The only kinds of file a build may hold; anything else in the folder is not served. */
const TYPE_BY_EXTENSION: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
}

/** What Electron must be told about the scheme before it is ready. */
export const APP_SCHEME_PRIVILEGES = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
} as const

export interface AppProtocolDeps {
  /** The folder of the built page. */
  readonly root: string
  /** The origin of the sync server at the time of each answer. */
  readonly serverOrigin: () => string | null
  readonly printDocuments: PrintDocuments
}

/** The part of a request that decides the answer. */
export interface AppRequest {
  readonly url: string
  readonly method: string
}

/**
 * Answers `app://comptoir/…` from the built files. A path that tries to leave the folder, in whatever spelling, gets 403;
 * an unknown file 404; every answer carries the content security policy.
 */
export function createAppResponder(deps: AppProtocolDeps): (request: AppRequest) => Promise<Response> {
  return async (request) => {
    const policy = pagePolicy(deps.serverOrigin())
    if (!isAppUrl(request.url)) return refuse(403, policy)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, policy)
    const { pathname } = new URL(request.url)
    if (pathname.startsWith(PRINT_PATH)) return answerPrint(deps.printDocuments, pathname, policy)
    const path = confinePath(pathname)
    if (path === null) return refuse(403, policy)
    return answerFile(deps.root, path, policy)
  }
}

/**
 * The relative path below the root, or null when the address has anything no built file ever has: a climbing or hidden
 * segment, an escaped separator, a backslash, a drive, a control character, or an escape that is not UTF-8.
 */
export function confinePath(pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    // Not UTF-8: not written by our build.
    return null
  }
  // A second layer of escapes is never ours, and some file systems would undo it.
  if (/[\\:%\p{Cc}]/u.test(path) || /%2f/i.test(pathname)) return null
  const segments = path.split('/').slice(1)
  if (segments.some((segment) => segment.startsWith('.'))) return null
  const relative = segments.filter((segment) => segment !== '').join('/')
  return relative === '' ? 'index.html' : relative
}

async function answerFile(root: string, path: string, policy: string): Promise<Response> {
  const type = TYPE_BY_EXTENSION[extname(path)]
  if (type === undefined) return refuse(404, policy)
  try {
    const [realRoot, file] = await Promise.all([realpath(root), realpath(join(root, path))])
    // A link inside the folder may still point out of it.
    if (!file.startsWith(realRoot + sep)) return refuse(403, policy)
    return new Response(await readFile(file), {
      headers: {
        ...COMMON_HEADERS,
        'content-type': type,
        'content-security-policy': policy,
        'cache-control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    })
  } catch (error) {
    const code = codeOf(error)
    return refuse(code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' ? 404 : 500, policy)
  }
}

function answerPrint(documents: PrintDocuments, pathname: string, policy: string): Response {
  const html = documents.find(pathname)
  if (html === null) return refuse(404, policy)
  return new Response(html, {
    headers: {
      ...COMMON_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PRINT_POLICY,
      'cache-control': 'no-store',
    },
  })
}

const refuse = (status: number, policy: string): Response =>
  new Response(null, { status, headers: { ...COMMON_HEADERS, 'content-security-policy': policy } })
