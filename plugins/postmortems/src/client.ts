// SPDX-License-Identifier: Apache-2.0

// A module of its own, so that `import()` brings the client and no more.
export { PostmortemsClient } from 'backstage-plugin-postmortems-common';
