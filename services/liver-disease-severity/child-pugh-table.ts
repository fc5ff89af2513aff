import type { FeatureVector } from '@cardwright/cds-service';
import { paragraphs, table } from '@cardwright/cards';
import type { ChildPughRange } from './child-pugh-range.ts';
import { childPugh } from './coefficients.ts';
import { yesNo } from './population.ts';

const ascitesWords: Readonly<Record<string, string>> = {
  absent: 'No ascites',
  slight: 'Slight ascites',
  moderate: 'Moderate or more',
};
const encephalopathyWords: Readonly<Record<string, string>> = {
  none: 'No encephalopathy',
  grade1_2: 'Grade 1 or 2',
  grade3_4: 'Grade 3 or 4',
};

/** What Child-Pugh is for each finding that the chart leaves to a clinician: nothing is assumed to be none. */
export function childPughTable({ features }: FeatureVector, range: ChildPughRange): string {
  const { cells, points } = range;
  const columns = childPugh.ascites.filter((name) => cells.some(({ ascites }) => ascites === name));
  const lines = childPugh.encephalopathy.filter((name) => cells.some((cell) => cell.encephalopathy === name));
  const print = (ascites: string, encephalopathy: string) => {
    const cell = cells.find((one) => one.ascites === ascites && one.encephalopathy === encephalopathy);
    return cell ? `${cell.score}, class ${cell.category}` : '';
  };
  return paragraphs(
    '**Child-Pugh by what is found at the bedside**',
    table(
      ['', ...columns.map((name) => ascitesWords[name] ?? name)],
      lines.map((line) => [encephalopathyWords[line] ?? line, ...columns.map((column) => print(column, line))]),
    ),
    `Results: bilirubin ${points.bilirubin}, albumin ${points.albumin}, INR ${points.inr}. ${findingsInWords(features)}`,
  );
}

function findingsInWords(features: FeatureVector['features']): string {
  const words = (['ascites', 'encephalopathy'] as const).map((name) => {
    const answer = yesNo(features[name]);
    const label = name === 'ascites' ? 'Ascites' : 'Encephalopathy';
    if (answer === undefined) return `${label} is not charted and not assumed to be absent.`;
    return answer ? `${label} is on record, its grade is not.` : `${label} is recorded as absent.`;
  });
  return words.join(' ');
}
