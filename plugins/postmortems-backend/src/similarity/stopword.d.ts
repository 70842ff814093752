/** The package brings no types; this is what is used of it. */
declare module 'stopword' {
  /** English stop words, in lower case. */
  export const eng: readonly string[];
}
