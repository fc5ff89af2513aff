import type { ModelManifest, Prediction } from '@cardwright/cds-service';
import { bullets } from './bullets.ts';
import type { ContributionWording } from './contributions-in-words.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { imputationInWords } from './imputation-in-words.ts';
import { markdown, raw } from './markdown.ts';

/**
 * Bullets that name every input the model had to assume, its value and whence it is; empty when there is none. What
 * equals the reference patient moves nothing and has no contribution: here it is said all the same.
 */
export function imputationsInWords(
  prediction: Prediction,
  model: ModelManifest,
  inputs: Readonly<Record<string, ContributionWording>>,
): string {
  const lines = model.inputs.flatMap(({ name, unit, imputation }) => {
    if (imputation === undefined || (prediction.inputs[name] ?? null) !== null) return [];
    const wording = inputs[name];
    const assumed = imputationInWords(imputation, wording?.unit ?? unit, wording);
    return [raw(markdown`${wording?.label ?? name}: ${assumed} (${whole(imputation.source)})`)];
  });
  return lines.length === 0 ? '' : bullets(lines);
}

/** A source is the manifest's and not the chart's: it is not cut. */
const whole = (text: string) => raw(escapeMarkdown(text, text.length));
