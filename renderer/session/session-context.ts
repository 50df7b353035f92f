import { createContext, useContext } from 'react'
import type { SessionManager } from './session-manager.ts'

export const SessionContext = createContext<SessionManager | null>(null)

/** Only below the application's providers. */
export function useSessionManager(): SessionManager {
  const manager = useContext(SessionContext)
  if (manager === null) throw new Error('useSessionManager needs a SessionContext above it')
  return manager
}
