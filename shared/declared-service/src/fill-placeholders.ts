/** What stands at a placeholder, as plain text; `undefined` when the template may not ask for it. */
export type Placeholders = (name: string) => string | undefined;

const pattern = /\{\{|\}\}|\{([^{}]*)\}/g;

/**
 * A template with its placeholders filled in by `inWords`, which escapes for where the text goes. `{{` and `}}` are braces.
 * Throws `RangeError` for an unknown placeholder: a template is checked before it is used.
 */
export function fillPlaceholders(template: string, lookup: Placeholders, inWords = (text: string) => text): string {
  return template.replace(pattern, (found: string, name: string | undefined) => {
    if (name === undefined) return found.charAt(0);
    const text = lookup(name);
    if (text === undefined) throw new RangeError(`there is no placeholder {${name}}`);
    return inWords(text);
  });
}

/** The placeholders of a template that `lookup` does not know. */
export function unknownPlaceholders(template: string, lookup: Placeholders): readonly string[] {
  return [...template.matchAll(pattern)].flatMap(([, name]) =>
    name === undefined || lookup(name) !== undefined ? [] : [name],
  );
}
