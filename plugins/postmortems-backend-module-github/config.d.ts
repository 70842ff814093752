// SPDX-License-Identifier: Apache-2.0

export interface Config {
  postmortems?: {
    trackers?: {
      /** Issues of GitHub as tickets of action items. Absent: none. */
      github?: {
        /**
         * The host of one of `integrations.github`, whose credentials are used.
         * Default: github.com.
         */
        host?: string;
        /**
         * Repositories, as owner/name, in which every action item may have an
         * issue, beside those that the annotation `github.com/project-slug` of
         * an affected system names.
         */
        repositories?: string[];
        /** Labels of new issues. */
        labels?: string[];
      };
    };
  };
}
