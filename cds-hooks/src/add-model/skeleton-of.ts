import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { dirname, join, relative, sep } from 'node:path';
import { todoMark } from '@cardwright/declared-service';
import type { InspectedModel } from '@cardwright/scoring';
import { draftModel, type DraftModel } from './draft-model.ts';
import { skeletonReadme } from './skeleton-readme.ts';

/** What a new folder holds, by name of the file. */
export type Skeleton = Readonly<Record<string, string | Uint8Array>>;

/** The variant of a folder with one model. */
export const firstVariant = 'main';

const todo = (what: string): string => `${todoMark}: ${what}`;

/** The files of a new service folder: what the model tells is written, what a person must say is marked. Pure. */
export function skeletonOf(id: string, folder: string, onnx: Uint8Array, inspected: InspectedModel): Skeleton {
  const draft = draftModel(inspected);
  const schema = (name: string) => schemaPath(folder, name);
  return {
    'service.json': json(serviceOf(id, schema('cds-service/service.schema.json'))),
    'features.json': json(featuresOf(draft, schema('features/features.schema.json'))),
    [`models/${firstVariant}.onnx`]: onnx,
    [`models/${firstVariant}.model.json`]: json(
      modelOf(id, onnx, inspected, draft, schemaPath(join(folder, 'models'), 'declared-service/model.schema.json')),
    ),
    // Golden vectors come from where the model was trained: what the file itself gives would prove nothing.
    [`models/${firstVariant}.golden.json`]: '[]\n',
    'README.md': skeletonReadme(id, inspected, draft),
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** From the folder to a schema of this installation, for editors. */
function schemaPath(folder: string, name: string): string {
  const [owner = '', file = ''] = name.split('/');
  const root = dirname(dirname(fileURLToPath(import.meta.resolve(`@cardwright/${owner}`))));
  return relative(folder, join(root, file)).split(sep).join('/');
}

function serviceOf(id: string, $schema: string) {
  return {
    $schema,
    id,
    title: todo('what a clinician calls it'),
    description: todo('one paragraph: what it estimates, for whom, from what'),
    status: 'draft',
    hooks: ['patient-view'],
    notifications: [],
    reference: id,
    citation: todo('the publication or the training report'),
    sourceUrl: todo('where it can be read, https://…'),
    population: todo('whom it is for, in words; the same as data in eligibility'),
    owners: [todo('who answers for the content')],
    evidence: todo('how well it was shown to work, where, on whom'),
    regulatory: todo('what it is in the eyes of the law, and what it is not'),
    whenInsufficient: 'card',
    models: [firstVariant],
    eligibility: [
      {
        feature: todo('a feature that says who belongs to the population, for example age'),
        from: 18,
        otherwise: todo('the sentence for who does not'),
      },
    ],
    modelCard: {
      intendedUse: todo('what the answer is for, at which moment of care'),
      intendedUsers: todo('who reads the card'),
      decisionRole: todo('whether it informs, augments or replaces a decision'),
      cautionedUse: todo('tasks, situations and people it must not be used for'),
      knownRisks: todo('known risks and limits'),
      sensitiveInputs: todo('use of race, ethnicity, sex, date of birth, social determinants … as inputs'),
      timeCritical: false,
    },
  };
}

/** One entry an input, under the input's name: a feature fills the input of its name. */
function featuresOf({ inputs }: DraftModel, $schema: string) {
  const kinds = {
    number: 'observation-number, age, derived-egfr … : what the chart has for it, with codes, unit and plausible range',
    boolean: 'condition, medication, procedure … : what makes it true, and what makes it false',
    category: 'observation-category, sex, encounter-class … : the values that the chart has for it',
  };
  return {
    $schema,
    features: Object.fromEntries(
      inputs.map(({ name, kind, isNamed }) => [
        name,
        {
          kind: todo(
            `${isNamed ? '' : `the file does not name this column; rename it here and in the model file. `}${kinds[kind]}`,
          ),
        },
      ]),
    ),
  };
}

function modelOf(
  id: string,
  onnx: Uint8Array,
  { report }: InspectedModel,
  { inputs, outputs, graph }: DraftModel,
  $schema: string,
) {
  const names = inputs.map(({ name }) => name);
  return {
    $schema,
    id: `${id}@${firstVariant}`,
    variant: firstVariant,
    title: todo('what a clinician calls the model'),
    reference: id,
    citation: todo('the publication or the training report'),
    sha256: createHash('sha256').update(onnx).digest('hex'),
    evidence: todo(
      'cross-checked when golden vectors of the trainer are in the golden file; single-source makes no card',
    ),
    use: todo('card, or score for the command line only'),
    inputs: inputs.map(({ isNamed: _, ...input }) => input),
    outputs: outputs.map((output) => ({ ...output, inputs: names })),
    graph,
    referencePatient: {
      description: todo('the patient that contributions are measured against, in words'),
      inputs: Object.fromEntries(names.map((name) => [name, todo('the value of that patient')])),
    },
    provenance: todo(`who trained it, on what, when; written by ${report.producer || 'an unnamed tool'}`),
  };
}
