import { escapeMarkdown, raw, type Raw } from '@cardwright/cards';

/** A sentence in full, escaped: it may hold dates and references of the chart, and is longer than a piece of chart text may be. */
export const whole = (sentence: string): Raw => raw(escapeMarkdown(sentence, sentence.length));
