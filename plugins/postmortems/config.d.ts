export interface Config {
  /**
   * What the pages need of the configuration; the backend's package documents
   * all of it.
   */
  postmortems?: {
    /**
     * The severity matrix, worst first. P1, P2 and P3 where absent.
     *
     * @deepVisibility frontend
     */
    severities?: Array<{
      id: string;
      title?: string;
      description?: string;
      actionDueDays?: number;
    }>;

    /** @deepVisibility frontend */
    causeCategories?: Array<{ id: string; title?: string }>;

    /**
     * IANA name of the time zone in which a due day ends. Default: UTC.
     *
     * @visibility frontend
     */
    timeZone?: string;

    /** @deepVisibility frontend */
    timeline?: { gapMinutes?: number };

    /** @deepVisibility frontend */
    recurrence?: { withinDays?: number };

    /** @deepVisibility frontend */
    imports?: { maxFiles?: number };
  };
}
