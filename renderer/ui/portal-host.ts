import { createContext, useContext } from 'react'

/**
 * Where menus, panels and tips are put: inside a landmark of the page, so that no content stands outside of all of them.
 * Null means the body: in a modal dialog, where the page behind is hidden from assistive technology.
 */
const PortalHostContext = createContext<HTMLElement | null>(null)

export const PortalHost = PortalHostContext.Provider
export const usePortalHost = (): HTMLElement | null => useContext(PortalHostContext)
