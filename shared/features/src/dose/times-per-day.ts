import type { Timing, TimingRepeat } from '@medplum/fhirtypes';

/** How often a dose is taken, as a fraction so that nothing is rounded: `count` times in `days` days. */
export interface Frequency {
  readonly count: number;
  readonly days: number;
}
/** A frequency, or why it cannot be told. */
export type TimesPerDay =
  { readonly ok: true; readonly frequency: Frequency } | { readonly ok: false; readonly reason: string };

const gtsAbbreviation = 'http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation';

/** Codes with a fixed rate (HL7 Terminology, v3-GTSAbbreviation 4.0.0). `MO` has none, months differ in length. */
const frequencyOfCode: Readonly<Record<string, Frequency>> = {
  QD: { count: 1, days: 1 },
  BID: { count: 2, days: 1 },
  TID: { count: 3, days: 1 },
  QID: { count: 4, days: 1 },
  QOD: { count: 1, days: 2 },
  AM: { count: 1, days: 1 },
  PM: { count: 1, days: 1 },
  BED: { count: 1, days: 1 },
  WK: { count: 1, days: 7 },
  Q1H: { count: 24, days: 1 },
  Q2H: { count: 12, days: 1 },
  Q3H: { count: 8, days: 1 },
  Q4H: { count: 6, days: 1 },
  Q6H: { count: 4, days: 1 },
  Q8H: { count: 3, days: 1 },
};

/** Days in one unit of `periodUnit`. Months and years are left out: they have no fixed length. */
const daysOfUnit: Readonly<Record<string, number>> = { min: 1 / 1440, h: 1 / 24, d: 1, wk: 7 };

/** Parts of a day that are one moment each; `AC`, `PC`, `C` and offsets are several or none. */
const oneMoment: ReadonlySet<string> = new Set([
  'MORN',
  'MORN.early',
  'MORN.late',
  'NOON',
  'AFT',
  'AFT.early',
  'AFT.late',
  'EVE',
  'EVE.early',
  'EVE.late',
  'NIGHT',
  'HS',
  'WAKE',
  'CM',
  'CD',
  'CV',
  'ACM',
  'ACD',
  'ACV',
  'PCM',
  'PCD',
  'PCV',
]);

/**
 * How often a Timing says. Its code and its structure must agree where both are there; bounds are ignored. A range has no
 * one frequency; with `atMost` it is the most often: `frequencyMax` times in the shorter period.
 */
export function timesPerDay(timing: Timing | undefined, atMost?: true): TimesPerDay {
  if (!timing) return no('no timing is given');
  if (timing.event?.length) return no('the dose is given at listed times');
  const coded = codedFrequency(timing);
  const repeat = atMost && timing.repeat ? mostOften(timing.repeat) : timing.repeat;
  const says = repeat && saysHowOften(repeat);
  if (!says) return coded ? yes(coded.count, coded.days) : no('the timing is not structured');
  const structured = repeatFrequency(repeat);
  if (!structured.ok || !coded) return structured;
  const { count, days } = structured.frequency;
  return count * coded.days === coded.count * days
    ? structured
    : no('the code and the structure of the timing disagree');
}

const yes = (count: number, days: number): TimesPerDay => ({ ok: true, frequency: { count, days } });
const no = (reason: string): TimesPerDay => ({ ok: false, reason });

function codedFrequency({ code }: Timing): Frequency | undefined {
  const coding = code?.coding?.find(({ system }) => system === gtsAbbreviation);
  return coding?.code === undefined ? undefined : frequencyOfCode[coding.code];
}

function mostOften({ frequencyMax, periodMax: _longer, ...repeat }: TimingRepeat): TimingRepeat {
  return frequencyMax === undefined ? repeat : { ...repeat, frequency: frequencyMax };
}

function saysHowOften(repeat: TimingRepeat): boolean {
  return Object.keys(repeat).some((element) => !element.startsWith('bounds'));
}

function repeatFrequency(repeat: TimingRepeat): TimesPerDay {
  const { count, countMax, frequencyMax, periodMax } = repeat;
  if (count !== undefined || countMax !== undefined) return no('the number of doses is limited');
  if (frequencyMax !== undefined || periodMax !== undefined) return no('the frequency is a range');
  if (repeat.dayOfWeek?.length) return onWeekdays(repeat, new Set(repeat.dayOfWeek).size);
  if (repeat.frequency === undefined && repeat.period === undefined) return atMoments(repeat);
  const { period, periodUnit } = repeat;
  if (period === undefined || period <= 0 || periodUnit === undefined) return no('the period is not complete');
  const days = daysOfUnit[periodUnit];
  if (days === undefined) return no('the period has no fixed length in days');
  const times = repeat.frequency ?? 1;
  if (disagreesWithMoments(repeat, times, period * days)) return no('the frequency and the times of day disagree');
  return yes(times, period * days);
}

/** Weekly average. A weekly frequency must be one dose on each of the days; a daily one is taken on those days only. */
function onWeekdays(repeat: TimingRepeat, weekdays: number): TimesPerDay {
  const { frequency, period, periodUnit } = repeat;
  if (frequency === undefined && period === undefined) {
    const moments = atMoments(repeat);
    const each = moments.ok ? moments.frequency.count : 1;
    return yes(weekdays * each, 7);
  }
  if (period !== 1) return no('the period and the days of the week disagree');
  const times = frequency ?? 1;
  if (periodUnit === 'd') return yes(weekdays * times, 7);
  if (periodUnit === 'wk' && (times === weekdays || weekdays === 1)) return yes(times, 7);
  return no('the frequency and the days of the week disagree');
}

function atMoments({ timeOfDay, when }: TimingRepeat): TimesPerDay {
  if (timeOfDay?.length) return yes(new Set(timeOfDay).size, 1);
  if (!when?.length) return no('no frequency is given');
  return when.every((moment) => oneMoment.has(moment))
    ? yes(new Set(when).size, 1)
    : no('the times of day are not countable');
}

function disagreesWithMoments({ timeOfDay, when }: TimingRepeat, times: number, days: number): boolean {
  const moments = atMoments({ ...(timeOfDay && { timeOfDay }), ...(when && { when }) });
  return moments.ok && moments.frequency.count * days !== times;
}
