/** The tab, the lists, the chart and the overview card. */
export const tabMessages = {
  newPostmortem: 'New postmortem',
  import: 'Import',
  allTitle: 'All postmortems',
} as const;
