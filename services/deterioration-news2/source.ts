import type { CardLink, CardSource } from '@cardwright/cds-service';
import manifest from './service.json' with { type: 'json' };

/** The acknowledgement that the Royal College of Physicians asks for. */
export const source: CardSource = {
  label: 'Reproduced from: Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017',
  url: manifest.sourceUrl,
};

export const sourceLink: CardLink = {
  label: 'NEWS2 at the Royal College of Physicians',
  url: manifest.sourceUrl,
  type: 'absolute',
};

/** What the score is not for; printed on every card. */
export const limits: readonly string[] = [
  'Not for children under 16 and not in pregnancy.',
  'Caution after spinal cord injury.',
  'An aid to clinical judgement, never its substitute: concern about a patient overrides the score.',
];
