/** Reading a postmortem. */
export const postmortemMessages = {
  loadFailed: 'This postmortem could not be loaded',
} as const;
