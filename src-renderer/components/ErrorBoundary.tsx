import { Component, type ReactNode } from 'react';
import { ErrorNote } from './ErrorNote.tsx';

/** Shows an error in place of the part of the interface that it broke; the rest goes on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === null ? this.props.children : <ErrorNote error={this.state.error} />;
  }
}
