/**
 * When a room breaks, the others stay open: shows the failure in the room's place with a way to try again.
 * It catches what React catches (rendering and loading); failed commands are shown by ErrorNote where they
 * happen.
 */
import { Component, type ReactNode } from 'react';
import { ErrorNote } from './ErrorNote';
import { Page } from './Page';

type Props = { name: string; children: ReactNode };

export class RoomBoundary extends Component<Props, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <Page>
        <ErrorNote
          title={`${this.props.name} could not be shown`}
          error={this.state.error}
          onRetry={() => {
            this.setState({ error: null });
          }}
        />
      </Page>
    );
  }
}
