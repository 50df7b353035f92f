import { create } from 'zustand'

export interface HistoryStatus {
  /**
   * `idle` nothing to fetch, or not known yet · `fetching` pieces arrive · `waiting` the server is out of reach, what is here
   * stays · `unusable` what came could not be used · `done` every piece is here.
   */
  readonly phase: 'idle' | 'fetching' | 'waiting' | 'unusable' | 'done'
  /** Pieces that are here, of all there are. */
  readonly pieces: number
  readonly allPieces: number
  /** Orders of the shop as the server counts them. */
  readonly allOrders: number
}

const NOTHING: HistoryStatus = { phase: 'idle', pieces: 0, allPieces: 0, allOrders: 0 }

/** How far this device has come with fetching packed history. Written by `startPackedHistory` only. */
export const useHistoryStatus = create<HistoryStatus>()(() => NOTHING)

export const showHistory = (change: Partial<HistoryStatus>): void => useHistoryStatus.setState(change)
export const clearHistory = (): void => useHistoryStatus.setState(NOTHING)
