/** Default limit of one piece of chart text on a card. */
export const textLimitCharacters = 200;

// Line breaks and tabs become a space first; what is left of C0, C1 and the bidirectional overrides is dropped.
// eslint-disable-next-line no-control-regex -- control characters are what is removed
const droppedCharacters = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

// Everything that a step below could act on, and more; most of what stands on a card holds none of it.
const suspect =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff\\`*_{}[\]|~<&@]| {2}|:\/\/|[wW]\.|^ ?(?:[-+=#>]|\d+[.)](?: |$))/;

/**
 * Text of unknown origin as inline GitHub Flavored Markdown that reads as the same text: one line, no HTML, no emphasis,
 * no code, no link, no table break, no list or heading at its start. Longer than `limitCharacters` (code points) it is
 * cut and ends in `…`. A zero-width space breaks bare URLs and e-mail addresses, because renderers link them after
 * they have resolved backslashes and entities (https://github.github.com/gfm/#autolinks-extension-).
 */
export function escapeMarkdown(text: string, limitCharacters: number = textLimitCharacters): string {
  if (text.length <= limitCharacters && !suspect.test(text)) return text;
  const line = text.replace(/\s+/g, ' ').replace(droppedCharacters, '');
  const characters = [...line];
  const cut = characters.length > limitCharacters ? `${characters.slice(0, limitCharacters - 1).join('')}…` : line;
  return (
    cut
      .replace(/[\\`*_{}[\]|~]/g, '\\$&')
      .replace(/^( ?)([-+=#>])/, '$1\\$2')
      // `1. ` opens a list, `1.5` does not; digits cannot carry a backslash.
      .replace(/^( ?\d{1,9})(?=[.)](?: |$))/, '$1\u200b')
      // `<0.1%` and `P & T` stay readable for clients that show plain text: they open no tag and no entity.
      .replace(/&(?=[#a-z]|$)/gi, '&amp;')
      .replace(/<(?![\d\s=])/g, '&lt;')
      .replace(/:\/\//g, ':\u200b//')
      .replace(/www\./gi, (match) => `${match.slice(0, 3)}\u200b.`)
      .replace(/@/g, '@\u200b')
  );
}
