/** The longest id, topic or time that is read. */
const maxTextLength = 2048;

/** A text that says something, without the white space around it. */
export function readText(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > maxTextLength) return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}
