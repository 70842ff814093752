// SPDX-License-Identifier: Apache-2.0

export interface Config {
  /** The demo people and postmortems of the development portal. */
  demo?: {
    /** Loads the demo postmortems into an empty portal. Default: false. */
    enabled?: boolean;
    /**
     * The folder with `demo.yaml` and `postmortems/`, relative to the working
     * directory of the backend. Default: `../../examples`.
     */
    path?: string;
    /**
     * Adds a catalog of the size that companies have, and a service with more
     * postmortems than fit on a page. Default: false.
     */
    large?: boolean;
  };
}
