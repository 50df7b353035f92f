import { createContext, type ReactNode, useContext } from 'react'
import type { Projections } from './projections.ts'

const ProjectionsContext = createContext<Projections | null>(null)

export function ProjectionsProvider({
  projections,
  children,
}: {
  projections: Projections
  children: ReactNode
}) {
  return <ProjectionsContext value={projections}>{children}</ProjectionsContext>
}

/** Only below `ProjectionsProvider`. */
export function useProjections(): Projections {
  const projections = useContext(ProjectionsContext)
  if (!projections) throw new Error('useProjections needs a ProjectionsProvider above it')
  return projections
}
