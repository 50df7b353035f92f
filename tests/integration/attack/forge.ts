import type { AnyDocument } from '@shared/schemas/registry.ts'
import type { PushRow } from '../../support/test-server.ts'

/** A document as an attacker makes it: anything may stand anywhere. */
export type Forged = Readonly<Record<string, unknown>>

export const forged = (document: AnyDocument): Forged => ({ ...document })

/** The document with a value at a path such as `lines.0.quantity`; the original stays as it is. */
export function withAt(document: Forged, path: string, value: unknown): Forged {
  const copy = structuredClone(document)
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const holder = keys.reduce<object>((at, key) => Reflect.get(at, key), copy)
  if (value === undefined) Reflect.deleteProperty(holder, last)
  else Reflect.set(holder, last, value)
  return copy
}

export const valueAt = (document: Forged, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => Reflect.get(Object(at), key), document)

/** Where numbers stand in a document, down to the first item of each list. */
export function numberPaths(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  const entries = Array.isArray(value) ? Object.entries(value).slice(0, 1) : Object.entries(value)
  return entries.flatMap(([key, inner]) => numberPaths(inner, path === '' ? key : `${path}.${key}`))
}

export const asNew = (next: Forged): PushRow => ({ assumed: null, next: { ...next } })

export const asEdit = (held: AnyDocument, next: Forged): PushRow => ({
  assumed: { rev: held.rev, editId: held.editId },
  next: { ...next },
})
