import { absenceInWords, bullets, card, markdown, paragraphs, raw } from '@cardwright/cards';
import type { Card, InsufficientInput } from '@cardwright/cds-service';
import { parameters } from './parameters.ts';
import { source } from './source.ts';
import { acuteEncounterClasses } from './value-sets.ts';

/**
 * One info card that names what is missing, within an acute encounter only: elsewhere nobody waits for a NEWS2, and the
 * response says `insufficient-data` in its extension anyway.
 */
export function insufficientCards({ vector, missing, reasons }: InsufficientInput): readonly Card[] {
  const encounter = vector.features['encounter_class'];
  if (encounter?.status !== 'present' || !acuteEncounterClasses.includes(String(encounter.value))) return [];
  const labels: Readonly<Record<string, string>> = Object.fromEntries(
    parameters.map(({ input, label }) => [input, label]),
  );
  return [
    card({
      summary: 'NEWS2 could not be calculated: too few observations are recorded',
      detail: paragraphs(
        bullets(reasons),
        '**Missing**',
        bullets(
          missing.map(({ feature, reason }) =>
            raw(markdown`${labels[feature] ?? feature.replaceAll('_', ' ')}: ${absenceInWords(reason)}`),
          ),
        ),
      ),
      indicator: 'info',
      source,
    }),
  ];
}
