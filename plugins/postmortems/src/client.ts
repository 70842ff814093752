// SPDX-License-Identifier: Apache-2.0

import { Call, CallName, contract } from 'backstage-plugin-postmortems-common';

// A module of its own, so that `import()` brings the client and no more.
export { PostmortemsClient } from 'backstage-plugin-postmortems-common';

/** Whether a call writes: then the contract says what the audit log is told. */
export const isWrite = (name: string): boolean =>
  (contract[name as CallName] as Call).audit !== undefined;
