/** Where the value-set files that Cardwright ships lie. */
export const sharedValueSetsDirectory: URL = new URL('./', import.meta.url);
