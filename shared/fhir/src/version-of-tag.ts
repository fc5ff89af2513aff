/** The version that an ETag names: `W/"3"` (https://hl7.org/fhir/R4/http.html#versioning), and as some servers write it, `"3"` or 3. */
export function versionOfTag(tag: string | null | undefined): string | undefined {
  const version = tag == null ? undefined : /^\s*(?:W\/)?"?([A-Za-z0-9\-._~]{1,128})"?\s*$/.exec(tag)?.[1];
  return version;
}
