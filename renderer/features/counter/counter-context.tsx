import { createContext, type RefObject, useContext } from 'react'
import { useStore as useZustand } from 'zustand'
import type { CounterSession } from './counter-session.ts'
import type { CounterActions, CounterState } from './counter-store.ts'

interface CounterTools {
  readonly session: CounterSession
  readonly scanFieldRef: RefObject<HTMLInputElement | null>
}

const CounterContext = createContext<CounterTools | null>(null)

export const CounterProvider = CounterContext.Provider

/** Only inside the Counter screen. */
export function useCounterTools(): CounterTools {
  const tools = useContext(CounterContext)
  if (!tools) throw new Error('useCounterTools needs the Counter screen above it')
  return tools
}

/** A part of the counter's state; the component draws again only when that part changes. */
export function useCounter<Part>(select: (state: CounterState & CounterActions) => Part): Part {
  return useZustand(useCounterTools().session.store, select)
}
