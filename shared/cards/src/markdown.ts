import { escapeMarkdown } from './escape-markdown.ts';

/** Markdown that is already safe and must not be escaped again. */
export interface Raw {
  readonly markdown: string;
}

/** What may stand in a template, a cell or a bullet. A string is text and is escaped. */
export type Inline = string | number | Raw;

/** Marks Markdown of our own (a table, a nested template) as safe. Never wrap text from the chart. */
export const raw = (markdown: string): Raw => ({ markdown });

/** Safe Markdown of one piece: strings and numbers escaped, `Raw` as it is. */
export const inline = (value: Inline): string =>
  typeof value === 'object' ? value.markdown : escapeMarkdown(String(value));

/** A template whose interpolations are escaped unless they are wrapped in `raw`: markdown`Sex: ${sex}`. */
export function markdown(strings: TemplateStringsArray, ...values: readonly Inline[]): string {
  let text = strings[0] ?? '';
  for (let index = 0; index < values.length; index += 1)
    text += inline(values[index] ?? '') + (strings[index + 1] ?? '');
  return text;
}

const hasText = /\S/;

/** Joins blocks with a blank line; empty and absent blocks are left out. */
export function paragraphs(...blocks: readonly (string | undefined)[]): string {
  let text = '';
  for (const block of blocks) {
    if (block === undefined || !hasText.test(block)) continue;
    text += text === '' ? block : `\n\n${block}`;
  }
  return text;
}
