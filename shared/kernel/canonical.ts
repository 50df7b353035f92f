/** JSON with sorted keys and without `undefined`: equal content gives equal text on every machine. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  let fields = ''
  for (const key of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[key] // an object's own key, read back
    if (field === undefined) continue
    fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field)}`
  }
  return `{${fields}}`
}

export const isSameContent = (a: unknown, b: unknown): boolean =>
  a === b || canonicalJson(a) === canonicalJson(b)
