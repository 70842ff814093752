/** Action items: their status, my own page, the home page widget. */
export const actionItemsMessages = {
  title: 'My action items',
} as const;
