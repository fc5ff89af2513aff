/** The version that an `If-Match` header names: `W/"3"`, `"3"` or, as some send it, `3`. */
export const readIfMatch = (header: string | undefined): string | undefined =>
  header === undefined || header === '' ? undefined : (/"([^"]*)"/.exec(header)?.[1] ?? header);
