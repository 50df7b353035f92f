import { ENVELOPE_FIELDS } from '@shared/schemas/envelope.ts'

type Leaf = string | number | boolean | null

/** One value of a document that a person can correct, with the way to it. */
export interface EditableValue {
  readonly path: readonly (string | number)[]
  readonly value: Leaf
}

const HIDDEN = new Set<string>([
  ...ENVELOPE_FIELDS,
  'nameKey',
  'placedInv',
  'atInv',
  'stockPostings',
  'moneyPostings',
  'pending',
])
const isLeaf = (value: unknown): value is Leaf =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)

/** The values of a document without what it derives and what is the server's. Ids inside it stay as they are. */
export function editableValues(document: Readonly<Record<string, unknown>>): EditableValue[] {
  return Object.entries(document)
    .filter(([field]) => !HIDDEN.has(field))
    .flatMap(([field, value]) => leaves(value, [field]))
}

function leaves(value: unknown, path: readonly (string | number)[]): EditableValue[] {
  const isReference = /(^id|Id)$/.test(String(path.at(-1)))
  if (isLeaf(value)) return isReference ? [] : [{ path, value }]
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, [...path, i]))
  if (typeof value === 'object')
    return Object.entries(value ?? {}).flatMap(([key, item]) => leaves(item, [...path, key]))
  return []
}

/** The document with one value replaced; nothing else is touched and the original stays as it was. */
export function withValue(document: unknown, path: readonly (string | number)[], value: Leaf): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(document))
    return document.map((item, i) => (i === step ? withValue(item, rest, value) : item))
  const fields = (typeof document === 'object' && document !== null ? document : {}) as Record<
    string,
    unknown
  > // a plain object from storage
  return { ...fields, [step]: withValue(fields[step], rest, value) }
}

/** What was typed, in the type the value had. */
export function readTyped(text: string, before: Leaf): Leaf {
  if (typeof before === 'number')
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : before
  if (before === null && text === '') return null
  return text
}
