// SPDX-License-Identifier: Apache-2.0

import { Component, ReactNode } from 'react';

type Props = {
  children: ReactNode;
  /** Shown in place of the children. */
  fallback: ReactNode;
  /** Called when they could not be shown. */
  onFailed?: () => void;
};

/**
 * Shows something else where the children cannot be shown, as a piece that
 * could not be loaded without a connection. What stands around it stays.
 */
export class FallbackBoundary extends Component<Props, { failed: boolean }> {
  static getDerivedStateFromError() {
    return { failed: true };
  }

  readonly state = { failed: false };

  componentDidCatch() {
    this.props.onFailed?.();
  }

  render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
