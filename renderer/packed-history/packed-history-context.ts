import { createContext, useContext } from 'react'
import type { PackedHistory } from './packed-history.ts'

export const PackedHistoryContext = createContext<PackedHistory | null>(null)

/** Null where no shop is open or nothing is fetched. */
export const usePackedHistory = (): PackedHistory | null => useContext(PackedHistoryContext)
