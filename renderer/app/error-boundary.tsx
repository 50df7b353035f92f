import { Component, type ReactNode } from 'react'

interface ErrorBoundaryProps {
  children: ReactNode
  /** Another value is another screen: the error of the last one is over. */
  resetKey: string
  fallback: (again: () => void) => ReactNode
}

interface ErrorBoundaryState {
  readonly failedKey: string | null
}

/** A screen that breaks takes nothing with it: the frame, the other screens and the sending go on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failedKey: null }

  override componentDidCatch(error: unknown): void {
    console.error(error)
    this.setState({ failedKey: this.props.resetKey })
  }

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failedKey: '' }
  }

  override render(): ReactNode {
    const { failedKey } = this.state
    const isFailed = failedKey === '' || failedKey === this.props.resetKey
    return isFailed ? this.props.fallback(() => this.setState({ failedKey: null })) : this.props.children
  }
}
