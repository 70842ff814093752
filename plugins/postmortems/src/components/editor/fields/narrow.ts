/**
 * Where a section has little room, however wide the window is: beside the
 * portal's sidebar, or zoomed in. `Section` is what it is measured by.
 */
export const NARROW = '@container (max-width: 500px)';
