import { useSettings } from '@renderer/db/hooks.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useMemo } from 'react'

export interface Category {
  readonly id: Id
  readonly name: string
  /** From the root down: `Boissons > Jus`. Files write it the same way. */
  readonly path: string
}

interface CategoryNode {
  readonly id: Id
  readonly value: { readonly name: string; readonly parentId: Id | null }
}

export function categoryPaths(nodes: readonly CategoryNode[]): Category[] {
  const nodeById = new Map(nodes.map((node) => [node.id, node]))
  const pathOf = (node: CategoryNode, seen: ReadonlySet<Id>): string => {
    const parent = node.value.parentId === null ? undefined : nodeById.get(node.value.parentId)
    // Two people may have moved two categories into each other: a circle must not hang the screen.
    if (!parent || seen.has(parent.id)) return node.value.name
    return `${pathOf(parent, new Set([...seen, parent.id]))} > ${node.value.name}`
  }
  return nodes
    .map((node) => ({ id: node.id, name: node.value.name, path: pathOf(node, new Set([node.id])) }))
    .sort((a, b) => a.path.localeCompare(b.path))
}

/** The shop's categories by path; undefined while they are being read. */
export function useCategories(): readonly Category[] | undefined {
  const settings = useSettings('category')
  return useMemo(() => (settings ? categoryPaths(settings) : undefined), [settings])
}
