/** `Type/_history?…` or `Type/id/_history?…`, URL-encoded. `since` is an ISO instant. */
export function historyQuery(type: string, id: string | undefined, since: string | undefined): string {
  const of = id === undefined ? type : `${type}/${encodeURIComponent(id)}`;
  return `${of}/_history${since === undefined ? '' : `?_since=${encodeURIComponent(since)}`}`;
}
