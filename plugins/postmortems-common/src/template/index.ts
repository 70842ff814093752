// SPDX-License-Identifier: Apache-2.0

export { renderMarkdown } from './renderMarkdown';
