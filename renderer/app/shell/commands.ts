import { type ReactNode, useEffect } from 'react'
import { create } from 'zustand'

export interface Command {
  readonly id: string
  readonly label: string
  readonly run: () => void
  /** Shown beside the name, and in the list of shortcuts; the screen binds it with `useShortcut`. */
  readonly shortcut?: string | undefined
  /** Other words a person may look for. */
  readonly keywords?: readonly string[] | undefined
  readonly icon?: ReactNode
}

interface CommandStore {
  readonly commandsBySource: Readonly<Record<string, readonly Command[]>>
}

/** What the palette offers beyond going from screen to screen. Each screen registers what can be done on it. */
export const useCommandStore = create<CommandStore>()(() => ({ commandsBySource: {} }))

/** Puts the commands of a source in place of those it had; returns a function that takes them away. */
export function registerCommands(source: string, commands: readonly Command[]): () => void {
  useCommandStore.setState(({ commandsBySource }) => ({
    commandsBySource: { ...commandsBySource, [source]: commands },
  }))
  return () =>
    useCommandStore.setState(({ commandsBySource }) => {
      // A screen that came in the meantime may have put its own list here.
      if (commandsBySource[source] !== commands) return { commandsBySource }
      const { [source]: _gone, ...rest } = commandsBySource
      return { commandsBySource: rest }
    })
}

/** Registers commands while the screen is shown. Keep the array between renders (useMemo). */
export function useCommands(source: string, commands: readonly Command[]): void {
  useEffect(() => registerCommands(source, commands), [source, commands])
}
