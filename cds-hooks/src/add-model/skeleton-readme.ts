import type { InspectedModel } from '@cardwright/scoring';
import type { DraftModel } from './draft-model.ts';

/** The README of a new folder: what was read from the model, and what is still to be done. */
export function skeletonReadme(id: string, { report }: InspectedModel, { inputs, outputs }: DraftModel): string {
  return [
    `# ${id}`,
    '',
    'A CDS service without code. Every text that begins with `TODO` is for a person to write; `cardwright check <folder>` says what',
    'is missing, in words, until nothing is.',
    '',
    '## What was read from the model',
    '',
    `- written by: ${report.producer || 'not said'}`,
    `- operators: ${report.operators.join(', ')}`,
    `- verdict: ${report.verdict}`,
    ...report.problems.map(({ code, message }) => `- \`${code}\`: ${message}`),
    `- inputs: ${inputs.map(({ name }) => name).join(', ')}`,
    `- outputs: ${outputs.map(({ name }) => name).join(', ')}`,
    '',
    '## What is to be done',
    '',
    '1. `features.json`: what the chart has for each input. A feature fills the input of its name, in the same unit: nothing is',
    '   converted in between.',
    '2. `models/main.model.json`: units, which inputs may be absent (`presence`), the range the model is for, the reference patient.',
    '3. `models/main.golden.json`: at least 50 rows that the **trainer** computed with the trained model, with boundary values, absent',
    '   inputs and every category. It is empty on purpose: what the ONNX file gives would only prove that it is itself.',
    '   `[{"id": "row-1", "inputs": {"age": 61}, "expected": {"risk": 0.12}, "source": "scikit-learn 1.7.2"}]`',
    '4. `service.json`: whom it is for, who answers for it, the evidence, the model card.',
    '5. `cards.json` (may be left out): bands with the source of each threshold, words, buttons. Without it a plain card says the number and',
    '   that no threshold is declared.',
    '6. `cases/*.json`: patients with what is expected of them, ten or more.',
    '',
  ].join('\n');
}
