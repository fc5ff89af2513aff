import type { ModelManifest } from '@cardwright/cds-service';
import type { Declared } from '@cardwright/declared-service';
import type { ServiceFolder } from './read-service-folder.ts';

/** Rows that a parity gate needs to hold boundary values, absences and categories. */
export const wantedGoldenVectors = 50;

/** What keeps a part from being finished, and what may be so on purpose. */
export interface Gaps {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** What is missing in a folder that can be read, in words. */
export interface FolderGaps {
  readonly service: Gaps;
  readonly cards: Gaps;
  readonly models: Readonly<Record<string, Gaps>>;
}

/** Finds what nobody has said yet: reference patients, golden vectors, thresholds, a population as data. Pure. */
export function folderGaps({ declared, golden }: ServiceFolder): FolderGaps {
  const { manifest, models } = declared;
  return {
    service: serviceGaps(declared),
    cards: cardGaps(declared),
    models: Object.fromEntries(
      manifest.models.flatMap((variant) => {
        const model = models[variant];
        return model === undefined ? [] : [[variant, modelGaps(model, golden[variant]?.length ?? 0)]];
      }),
    ),
  };
}

function serviceGaps({ manifest, models }: Declared): Gaps {
  const speaks = manifest.models.some(
    (name) => models[name]?.use === 'card' && models[name].evidence === 'cross-checked',
  );
  return {
    problems: speaks
      ? []
      : [
          'no model may make a card: one needs use "card" and evidence "cross-checked", with golden vectors of the trainer',
        ],
    notes:
      (manifest.eligibility ?? []).length > 0
        ? []
        : ['there is no eligibility: the population is words only, and everybody is scored'],
  };
}

function cardGaps({ cards }: Declared): Gaps {
  const notes =
    cards.bands === undefined
      ? ['no bands: no threshold is declared, and the card says so']
      : cards.bands.every(({ source }) => source === undefined)
        ? ['no band has a source: none is told as a threshold']
        : [];
  return { problems: [], notes };
}

function modelGaps({ use, inputs, outputs, referencePatient }: ModelManifest, vectors: number): Gaps {
  const unbounded = inputs
    .filter(({ kind, range }) => kind === 'number' && range === undefined)
    .map(({ name }) => name);
  const unlinked = outputs
    .filter(({ link, kind }) => link === undefined && kind !== 'category')
    .map(({ name }) => name);
  return {
    problems: [
      ...(vectors < wantedGoldenVectors
        ? [
            `${vectors} golden vectors; ${wantedGoldenVectors} are asked for, with boundary values, absent inputs and every category`,
          ]
        : []),
      ...(use === 'card' && referencePatient === undefined
        ? ['there is no reference patient: nothing on the card says what moved the number']
        : []),
    ],
    notes: [
      ...(unbounded.length === 0 ? [] : [`no range for ${unbounded.join(', ')}: any value is scored`]),
      ...(unlinked.length === 0 ? [] : [`no link for ${unlinked.join(', ')}: not explained`]),
    ],
  };
}
