interface TextTree {
  readonly [key: string]: string | TextTree
}

/**
 * French has a third plural form, "many", for round millions. In our texts it reads like "other", and without it
 * a count of 1 000 000 would fall back to English, so each `_other` text stands for `_many` as well.
 */
export function withManyForms(tree: TextTree): TextTree {
  const grown: Record<string, string | TextTree> = {}
  for (const [key, value] of Object.entries(tree)) {
    grown[key] = typeof value === 'string' ? value : withManyForms(value)
    if (key.endsWith('_other')) grown[key.replace(/_other$/, '_many')] ??= value
  }
  return grown
}
