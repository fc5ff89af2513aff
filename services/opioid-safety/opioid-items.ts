import type { FeatureVector, HookContext } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { matchMedication, orderedDose } from '@cardwright/features';
import { draftsOf, type MedicationDraft } from './drafts.ts';
import { unreadOf } from './features.ts';
import { allOpioids, opioids, type Opioid } from './opioids.ts';

/** An opioid that is drafted or prescribed. */
export interface OpioidItem {
  /** What the order calls it, or the name of the ingredient where prescriptions are added up. */
  readonly name: string;
  readonly status: 'drafted' | 'prescribed';
  /** Row of the table; absent where the table has none. */
  readonly opioid?: Opioid;
  /** mg a day, or ug/h of a patch; absent where it cannot be read. */
  readonly dose?: number;
  /** The dose is the most that the order allows. */
  readonly atMost: boolean;
  /** Why it is not counted, in words of ours. */
  readonly reason?: string;
  readonly references: readonly string[];
}

/** Every opioid of the call's drafts and of the active prescriptions, drafts first. */
export const opioidItems = (vector: FeatureVector, context: HookContext): readonly OpioidItem[] => [
  ...draftsOf(context, allOpioids).map(draftedItem),
  ...opioids.flatMap((opioid) => [...prescribedItem(vector, opioid), ...unreadItem(vector, opioid)]),
  ...withoutFactor(vector),
];

/** Why there may be more prescriptions than were found; absent when the list is whole. */
export function gapOf({ features }: FeatureVector): string | undefined {
  const names = [...opioids.map(({ id }) => unreadOf(id)), 'opioid_without_factor'];
  const open = names.map((name) => features[name]).find((feature) => feature?.status === 'absent');
  return open?.status === 'absent' ? `${absenceInWords(open.reason)}` : undefined;
}

function draftedItem({ order, concepts, name }: MedicationDraft): OpioidItem {
  const found = opioids.filter(({ rules }) => matchMedication(concepts, rules.codes) !== undefined);
  const [opioid, another] = found;
  const references = order.id === undefined ? [] : [`MedicationRequest/${order.id}`];
  const item = { name, status: 'drafted', references, atMost: false } as const;
  if (opioid === undefined) return { ...item, reason: 'no factor in the table of CDC 2022' };
  if (another !== undefined) return { ...item, reason: 'it names two opioids' };
  const dose = orderedDose(order, concepts, opioid.rules);
  return dose.ok
    ? { ...item, opioid, dose: dose.value, atMost: dose.atMost }
    : { ...item, opioid, reason: dose.reason };
}

function prescribedItem({ features }: FeatureVector, opioid: Opioid): readonly OpioidItem[] {
  const sum = features[opioid.id];
  if (sum?.status !== 'present' || typeof sum.value !== 'number' || sum.references.length === 0) return [];
  const atMost = sum.derivation !== undefined;
  const { name } = opioid;
  return [{ name, status: 'prescribed', opioid, dose: sum.value, atMost, references: sum.references }];
}

function unreadItem({ features }: FeatureVector, opioid: Opioid): readonly OpioidItem[] {
  const unread = features[unreadOf(opioid.id)];
  if (unread?.status !== 'present' || unread.references.length === 0) return [];
  const { derivation: reason = 'the dose cannot be read', references } = unread;
  return [{ name: opioid.name, status: 'prescribed', opioid, atMost: false, reason, references }];
}

function withoutFactor({ features }: FeatureVector): readonly OpioidItem[] {
  const found = features['opioid_without_factor'];
  if (found?.status !== 'present' || found.value !== true) return [];
  const item = { name: 'another opioid', status: 'prescribed', atMost: false } as const;
  return [{ ...item, reason: 'no factor in the table of CDC 2022', references: found.references }];
}
