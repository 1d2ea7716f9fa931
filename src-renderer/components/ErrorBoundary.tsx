import { Component, type ReactNode } from 'react';
import { ErrorNote } from './ErrorNote.tsx';

interface ErrorBoundaryProps {
  children: ReactNode;
  /** Called when another try is asked for, before the children are shown again. */
  onRetry?(): void;
}

/** Shows an error in place of the part of the interface that it broke, and a button to try again; the rest goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  private readonly retry = () => {
    this.props.onRetry?.();
    this.setState({ error: null });
  };

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <ErrorNote error={error} onRetry={this.retry} />;
  }
}
