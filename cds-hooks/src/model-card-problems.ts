import type { ServiceManifest } from '@cardwright/cds-service';

/** A model card is part of the content, and a time-critical use says what it does not claim. */
export function modelCardProblems({ modelCard, regulatory }: ServiceManifest): readonly string[] {
  if (modelCard === undefined) return ['service.json has no modelCard'];
  const isSilent = modelCard.timeCritical && !/claims nothing under criterion 4/i.test(regulatory);
  return isSilent ? ['a time-critical use must say in `regulatory` that it "claims nothing under criterion 4"'] : [];
}
