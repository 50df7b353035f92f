import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400),
  height: z.int().min(300),
})
const stateSchema = z.object({ bounds: boundsSchema, maximized: z.boolean() })

export type Bounds = z.output<typeof boundsSchema>
export type WindowState = z.output<typeof stateSchema>

const DEFAULT_SIZE = { width: 1280, height: 800 }
/** So much of the window must lie on a screen that a hand can still catch it. */
const GRASP_PX = 80

/** Where the window was when it was last closed; null when unknown, unreadable, or on a screen that is gone. */
export function readWindowState(path: string, screens: readonly Bounds[]): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return screens.some((screen) => overlaps(state.bounds, screen)) ? state : null
  } catch {
    // First start, or a file cut short: the default place is as good.
    return null
  }
}

/** Size and place to open with. */
export const openingBounds = (state: WindowState | null): Partial<Bounds> => state?.bounds ?? DEFAULT_SIZE

/** Keeps the state for the next start. Synchronous, because the app may end right after; a failure matters to nobody. */
export function saveWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state))
  } catch {
    // The next start opens at the default place.
  }
}

function overlaps(window: Bounds, screen: Bounds): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  const height = Math.min(window.y + window.height, screen.y + screen.height) - Math.max(window.y, screen.y)
  return width >= GRASP_PX && height >= GRASP_PX
}
