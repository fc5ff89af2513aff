import type { Card, FeatureVector, HookContext } from '@cardwright/cds-service';
import { aboutOrders, bullets, card, markdown, paragraphs, quantity, raw, table, when } from '@cardwright/cards';
import { caveats } from './caveats.ts';
import { factorAt } from './decide.ts';
import { draftsOf } from './drafts.ts';
import type { OpioidItem } from './opioid-items.ts';
import { allOpioids } from './opioids.ts';
import type { Reading } from './reading.ts';
import { overrideReasons, source } from './source.ts';
import { naloxoneSuggestions } from './suggestions.ts';
import { tables } from './tables.ts';
import { reassessFrom } from './thresholds.ts';

/** The same on every card, so it is built once. */
const limits = paragraphs('**Limits**', bullets(caveats));

/** The one card: on the opioids that are being ordered. `footer` names model and version. */
export function opioidCard(
  { vector, context }: { readonly vector: FeatureVector; readonly context: HookContext },
  reading: Reading,
  footer: string,
): Card {
  const about = aboutOrders(draftsOf(context, allOpioids).filter(({ isChosen }) => isChosen));
  return card({
    summary: summaryOf(reading),
    detail: paragraphs(
      about.line,
      totalLine(reading),
      bullets(
        reading.thresholds.map((met) => raw(markdown`**${met.when}**: ${met.recommendation ?? ''} (${met.source})`)),
      ),
      table(['Opioid', 'Status', 'Dose a day', 'Factor', 'MME/day', 'Remarks'], reading.items.map(rowOf)),
      companions(vector, reading),
      reading.notes.length === 0 ? '' : paragraphs('**Notes**', bullets(reading.notes)),
      limits,
      footer,
    ),
    indicator: reading.thresholds.length > 0 ? 'warning' : 'info',
    source,
    suggestions: naloxoneSuggestions(context, reading),
    overrideReasons,
    extension: about.extension,
  });
}

function summaryOf({ total, atLeast, items, hasBenzodiazepine }: Reading): string {
  const uncounted = items.filter(({ dose }) => dose === undefined).length;
  const amount = total === undefined ? 'MME a day not known' : `${atLeast ? 'at least ' : ''}${mme(total)} MME a day`;
  const isHigh = total !== undefined && total >= reassessFrom;
  const left = uncounted > 0 ? `; ${uncounted} ${uncounted === 1 ? 'opioid' : 'opioids'} not counted` : '';
  const beside = hasBenzodiazepine ? '; a benzodiazepine beside them' : '';
  return `Opioids with this order: ${amount}${isHigh ? ` (${reassessFrom} or more)` : ''}${left}${beside}.`;
}

function totalLine({ total, atLeast }: Reading): string {
  if (total === undefined) return 'No dose could be read, so no total is given. It is not 0.';
  const amount = `${atLeast ? 'At least ' : ''}${mme(total)} MME/day`;
  return markdown`**${amount}** over drafts and active prescriptions.${atLeast ? ' What is not counted would add to it.' : ''}`;
}

function rowOf({ name, status, opioid, dose, atMost, reason, references }: OpioidItem): readonly string[] {
  const factor = opioid && factorAt(tables['cdc-2022'], opioid.id, dose ?? 1);
  const isCounted = dose !== undefined && factor !== undefined;
  const unit = opioid?.rules.unit === 'ug/h' ? 'ug/h' : 'mg';
  const several = references.length > 1 ? [`${references.length} prescriptions`] : [];
  const remarks = [
    ...several,
    ...(atMost ? ['counted at its most'] : []),
    ...(reason === undefined ? [] : [`not counted: ${reason}`]),
  ];
  return [
    name,
    status,
    dose === undefined ? '?' : quantity(dose, unit),
    factor === undefined ? '—' : String(factor),
    isCounted ? mme(dose * factor) : '?',
    remarks.join('; '),
  ];
}

/** Benzodiazepine and naloxone, with the date of what is on the list. */
function companions({ features, asOf }: FeatureVector, { hasBenzodiazepine, hasNaloxone }: Reading): string {
  const found = (name: string): string => {
    const feature = features[name];
    const isOn = feature?.status === 'present' && feature.value === true;
    return isOn ? `on the list, ${when(feature.effective, asOf)}` : 'drafted in this call';
  };
  const hasNone = !hasNaloxone && features['naloxone']?.status === 'present';
  return bullets([
    ...(hasBenzodiazepine ? [`Benzodiazepine: ${found('benzodiazepine')}.`] : []),
    ...(hasNaloxone ? [`Naloxone: ${found('naloxone')}.`] : []),
    ...(hasNone ? ['Naloxone: none on the list.'] : []),
  ]);
}

/** At most two decimals; what is below the threshold is not rounded up to it. */
const mme = (value: number): string =>
  quantity(value < reassessFrom ? Math.floor(Number((value * 100).toPrecision(12))) / 100 : value, '1');
