import type { MetThreshold } from '@cardwright/cds-service';
import type { Reading } from './reading.ts';

/** Second sources are in the README: the reference gives no verified action for SIRS and qSOFA. */
const campaign =
  'In adults suspected of having sepsis the Surviving Sepsis Campaign suggests measuring blood lactate (2021), and obtaining cultures, including blood, before antimicrobials where that causes no substantial delay (2016)';

/** What is met, only with a suspected infection; qSOFA is a row beside another one, never by itself. */
export function metThresholds({ scores, isPossibleSepsis, hasBaseline }: Reading): readonly MetThreshold[] {
  if (!isPossibleSepsis) return [];
  const { sirs, qsofa, sofa } = scores;
  return [
    ...(sofa.isPositive && !hasBaseline
      ? [
          {
            id: 'sofa-2',
            when: 'Suspected infection with SOFA of 2 or more, baseline taken as 0',
            recommendation: `Sepsis by Sepsis-3, if the rise is acute; such a rise goes with a hospital mortality above 10 %. ${campaign}`,
            source: 'Singer 2016; Surviving Sepsis Campaign',
          },
        ]
      : []),
    ...(sirs.isPositive
      ? [
          {
            id: 'sirs-2',
            when: 'Suspected infection with SIRS of 2 or more',
            recommendation: `Sepsis by the definition of 1992. ${campaign}`,
            source: 'Bone 1992; Surviving Sepsis Campaign',
          },
        ]
      : []),
    ...(qsofa.isPositive
      ? [
          {
            id: 'qsofa-2',
            when: 'qSOFA of 2 or more beside it',
            source: 'Singer 2016',
          },
        ]
      : []),
  ];
}
