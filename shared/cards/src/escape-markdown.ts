/** Default limit of one piece of chart text on a card. */
export const textLimitCharacters = 200;

// Line breaks and tabs become a space first; what is left of C0, C1 and the bidirectional overrides is dropped.
// eslint-disable-next-line no-control-regex -- control characters are what is removed
const droppedCharacters = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

// Everything that a step below could act on, and more.
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
  if (text.length <= limitCharacters && (isPlain(text) || !suspect.test(text))) return text;
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

/** ASCII characters that no step acts on (1), or only before a certain one (that one's code), or not before a number (`<`). */
const harmless = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const before: Readonly<Record<string, string>> = { ' ': ' ', w: '.', W: '.', ':': '/', '<': '<' };
  return before[character]?.charCodeAt(0) ?? (/[A-Za-z0-9%,;()/'"=+?!$^.#>-]/.test(character) ? 1 : 0);
});

/** Most of what lies between the spaces and marks that a step acts on: `é`, `µ`, `–`, `≥`, `²`. */
const isHarmlessBeyondAscii = (code: number): boolean =>
  (code > 0xa0 && code < 0x1680) || (code > 0x200f && code < 0x2028) || (code > 0x206f && code < 0x3000);

/**
 * True for text that `suspect` finds nothing in, by its characters alone, or only comparisons such as `<7.5%`: most of what
 * stands on a card, at a tenth of the expression's cost. False says nothing.
 */
function isPlain(text: string): boolean {
  if (!startsPlainly(text)) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) {
      if (isHarmlessBeyondAscii(code)) continue;
      return false;
    }
    const before = harmless[code];
    if (before === 1) continue;
    const next = text.charCodeAt(index + 1);
    if (before === 0 || (before === lessThan ? !endsComparison(next) : next === before)) return false;
  }
  return true;
}

const lessThan = 0x3c;
const endsComparison = (next: number): boolean => isDigit(next) || next === 0x20 || next === 0x3d;

/** A letter, or a number that is not followed by a dot or bracket: nothing that could open a list, a heading or a quotation. */
function startsPlainly(text: string): boolean {
  let index = 0;
  while (isDigit(text.charCodeAt(index))) index += 1;
  const next = text.charCodeAt(index);
  if (index > 0) return next !== 0x29 && (next !== 0x2e || isDigit(text.charCodeAt(index + 1)));
  return ((next | 0x20) >= 0x61 && (next | 0x20) <= 0x7a) || next > 0x7f || text === '';
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
