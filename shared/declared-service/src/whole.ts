import { escapeMarkdown, raw, type Raw } from '@cardwright/cards';

/** A text of the files, escaped and not cut: only what comes from a chart may be cut. */
export const whole = (text: string): Raw => raw(escapeMarkdown(text, text.length));
