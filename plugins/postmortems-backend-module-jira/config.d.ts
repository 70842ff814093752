// SPDX-License-Identifier: Apache-2.0

export interface Config {
  postmortems?: {
    trackers?: {
      /** Issues of Jira Cloud as tickets of action items. Absent: none. */
      jira?: {
        /** Of the site: https://acme.atlassian.net */
        baseUrl: string;
        /** Of the account that the token belongs to. */
        email: string;
        /**
         * An API token of that account.
         *
         * @visibility secret
         */
        apiToken: string;
        /**
         * Keys of projects in which every action item may have an issue, beside
         * those that the annotation `jira/project-key` of an affected system
         * names.
         */
        projects?: string[];
        /** The type of new issues. Default: Task. */
        issueType?: string;
        /** Labels of new issues. */
        labels?: string[];
        /**
         * Names of resolutions that mean "won't do". Default: Won't Do, Won't
         * Fix, Declined, Rejected, Duplicate, Cannot Reproduce, Abandoned.
         */
        wontDoResolutions?: string[];
        /**
         * The secret of the webhook of Jira, by which its messages are signed;
         * the events backend must be installed. Absent: Jira is only polled.
         *
         * @visibility secret
         */
        webhookSecret?: string;
      };
    };
  };
}
