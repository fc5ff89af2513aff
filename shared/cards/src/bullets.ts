import { inline } from './markdown.ts';
import type { Inline } from './markdown.ts';

/** A GFM list, one line an item; items are escaped unless `raw`. Without items it is the empty string. */
export function bullets(items: readonly Inline[]): string {
  return items.map((item) => `- ${inline(item)}`).join('\n');
}
