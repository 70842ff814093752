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
  };
}
