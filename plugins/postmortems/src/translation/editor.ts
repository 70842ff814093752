/** Writing and importing postmortems. */
export const editorMessages = {
  newTitle: 'New postmortem',
  editTitle: 'Edit postmortem',
  importTitle: 'Import postmortems',
} as const;
