import type { Refusal } from '@shared/protocol/refusal.ts'

type Params = Refusal['params']

/** A rule of the domain is broken; `rule` is its id in the README beside this file. */
export const breach = (rule: string, params: Params = {}): Refusal => ({
  code: 'RULE',
  params: { rule, ...params },
})

/** Something posted, or something that never changes, was changed. */
export const immutable = (field: string, params: Params = {}): Refusal => ({
  code: 'IMMUTABLE',
  params: { field, ...params },
})

/** Somebody lacks a permission for a field. */
export const forbidden = (permission: string, field: string): Refusal => ({
  code: 'FORBIDDEN',
  params: { permission, field },
})

/** A field that only the server writes, or that tells a lie about who wrote. */
export const serverField = (field: string): Refusal => ({ code: 'SERVER_FIELD', params: { field } })

/** The first refusal of several checks, which run only until one refuses. */
export function firstRefusal(...checks: readonly (() => Refusal | null)[]): Refusal | null {
  for (const check of checks) {
    const refusal = check()
    if (refusal) return refusal
  }
  return null
}

/** The first refusal of a check over a list. */
export function refuseAny<T>(
  items: readonly T[],
  check: (item: T, index: number) => Refusal | null,
): Refusal | null {
  for (const [index, item] of items.entries()) {
    const refusal = check(item, index)
    if (refusal) return refusal
  }
  return null
}
