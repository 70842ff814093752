// SPDX-License-Identifier: Apache-2.0

/**
 * Where a section has little room, however wide the window is: beside the
 * portal's sidebar, or zoomed in. `Section` is what it is measured by. A window
 * of 1280 px leaves it 497 px when scroll bars take room, which is not narrow.
 */
export const NARROW = '@container (max-width: 460px)';
