// SPDX-License-Identifier: Apache-2.0

export interface Config {
  /** Postmortems for Backstage. Everything in it is optional. */
  postmortems?: {
    /**
     * The severity matrix, worst first. P1, P2 and P3 where absent.
     *
     * @deepVisibility frontend
     */
    severities?: Array<{
      /** What a postmortem stores, at most 50 characters. */
      id: string;
      /** Default: the id. */
      title?: string;
      /** What makes an incident one of this severity. */
      description?: string;
      /** Days that its action items have by default. Default: 30. */
      actionDueDays?: number;
    }>;

    /**
     * The categories of causes.
     *
     * @deepVisibility frontend
     */
    causeCategories?: Array<{
      id: string;
      /** Default: the id. */
      title?: string;
    }>;

    /**
     * IANA name of the time zone in which a due day ends. Default: UTC.
     *
     * @visibility frontend
     */
    timeZone?: string;

    /** @deepVisibility frontend */
    timeline?: {
      /**
       * A stretch of the timeline without an entry is a gap when it is longer
       * than this, and than a tenth of the incident. Default: 15.
       */
      gapMinutes?: number;
    };

    /** @deepVisibility frontend */
    recurrence?: {
      /**
       * Days in which a cause that comes back on the same system counts as
       * recurrence. Default: 365.
       */
      withinDays?: number;
    };

    /** @deepVisibility frontend */
    imports?: {
      /** Files that may be imported in one go. Default: 200. */
      maxFiles?: number;
    };

    notifications?: {
      /**
       * `full`: reminders say what the action items are about. `link`: only how
       * many there are, and where; for a portal whose own policy decides who
       * may read which postmortem. Default: full.
       */
      detail?: 'full' | 'link';
    };

    /** The daily reminders of action items that are due. */
    reminders?: {
      /**
       * The hour from which they are sent, 0 to 23, in `timeZone`.
       * Default: 8.
       */
      hour?: number;
      /**
       * What falls on a Saturday or Sunday is sent on Monday. Default: false.
       */
      quietOnWeekends?: boolean;
    };

    /** What the portal holds its teams to. Violations are shown, and block nothing. */
    policies?: {
      /**
       * By the id of a severity: within how many days, Monday to Friday in
       * `timeZone`, after the incident was resolved its postmortem is to be
       * published.
       */
      publishWithinWorkingDays?: { [severity: string]: number };
      /**
       * Within how many days an action item whose purpose is to prevent a
       * recurrence is to be done.
       */
      preventWithinDays?: number;
    };

    trackers?: {
      /**
       * How often, in minutes, each issue tracker is asked what changed there,
       * beside what it tells by webhooks. Default: 10.
       */
      pollMinutes?: number;
    };

    /**
     * Where the page of postmortems is in the frontend, for the links of
     * notifications and of search. Default: /postmortems.
     */
    path?: string;
  };
}
