import type { FuzzCase } from './generate.ts'

/**
 * The smallest case that still goes wrong: of a push one row, and of the row's fields only those that it takes. `goesWrong`
 * is asked for each try, so it sends real requests.
 */
export async function minimise(
  failing: FuzzCase,
  goesWrong: (tried: FuzzCase) => Promise<boolean>,
): Promise<FuzzCase> {
  const single = await toOneRow(failing, goesWrong)
  const [row] = single.rows ?? []
  if (row === undefined || single.rows?.length !== 1) return single
  let smallest = single
  for (const key of fieldsOf(row)) {
    const shorter = withoutField(smallest.rows?.[0] ?? '', key)
    if (shorter === null) continue
    const tried = { ...smallest, rows: [shorter] }
    if (await goesWrong(tried)) smallest = tried
  }
  return smallest
}

async function toOneRow(
  failing: FuzzCase,
  goesWrong: (tried: FuzzCase) => Promise<boolean>,
): Promise<FuzzCase> {
  for (const row of failing.rows ?? []) {
    const tried = { ...failing, rows: [row], weight: 1 }
    if (await goesWrong(tried)) return tried
  }
  return failing
}

function fieldsOf(row: string): string[] {
  const next = read(row)
  return next === null ? [] : Object.keys(next)
}

/** Null when it cannot be written again: what is wrong may be nested too deep for that. */
function withoutField(row: string, key: string): string | null {
  const next = read(row)
  if (next === null) return null
  const rest = Object.fromEntries(Object.entries(next).filter(([name]) => name !== key))
  try {
    return JSON.stringify({ ...JSON.parse(row), next: rest })
  } catch {
    return null
  }
}

/** Null when the row is not even JSON. */
function read(row: string): object | null {
  try {
    const { next } = JSON.parse(row)
    return typeof next === 'object' && next !== null ? next : null
  } catch {
    return null
  }
}
