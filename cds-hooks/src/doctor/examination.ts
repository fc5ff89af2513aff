import type { AbsenceReason, Feature } from '@cardwright/cds-service';
import type { FeatureDeclaration, FeatureDeclarations, PrefetchTemplate } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import { errorCodeOf } from './error-code-of.ts';
import type { PrefetchEntry } from '../fetch-template.ts';
import type { DoctorReport, FeatureReport, QueryReport } from './doctor-report.ts';
import type { ExaminedService, PatientAnswers } from './patient-answers.ts';
import { proposeOverlay } from './propose-overlay.ts';
import { UnknownCodes } from './unknown-codes.ts';

/** Most unknown codes of a resource type that a report lists. */
export const maxListedCodes = 25;

interface FeatureCount {
  found: number;
  assumed: number;
  readonly absent: Map<AbsenceReason, number>;
  /** Units that were refused, in the words of the extraction, which hold no text of a chart. */
  readonly refusedUnits: Map<string, number>;
}

interface QueryCount {
  answered: number;
  empty: number;
  truncated: number;
  readonly failed: Map<string, number>;
}

/** Counts over many patients; keeps none of them. */
export class Examination {
  readonly #services: readonly ExaminedService[];
  readonly #features = new Map<string, FeatureCount>();
  readonly #queries = new Map<string, QueryCount>();
  readonly #olderFacts = new Map<string, Map<string, number>>();
  readonly #unknown: UnknownCodes;
  #patients = 0;

  constructor(services: readonly ExaminedService[]) {
    this.#services = services;
    this.#unknown = new UnknownCodes(services.flatMap(({ declarations }) => setsOf(declarations)));
  }

  add(answers: PatientAnswers): void {
    this.#patients += 1;
    const seen = new Map<string, Parameters<UnknownCodes['add']>[0]>();
    const look = ({ resources }: PrefetchEntry): void => {
      for (const resource of resources) seen.set(`${resource.resourceType}/${resource.id ?? seen.size}`, resource);
    };
    look(answers.survey);
    for (const service of this.#services) {
      for (const template of service.templates) {
        const entry = answers.entryOf(template);
        look(entry);
        this.#countQuery(service, template, entry);
      }
      const { asOf, features } = answers.features(service);
      for (const [name, feature] of Object.entries(features)) this.#countFeature(service, name, feature);
      this.#lookBack(service, answers, features, asOf);
    }
    for (const resource of seen.values()) this.#unknown.add(resource, this.#patients);
  }

  report(): DoctorReport {
    const unknown = this.#unknown.read();
    const listed = new Map<string, number>();
    const codes = unknown.filter(({ shown: { resourceType } }) => {
      const count = (listed.get(resourceType) ?? 0) + 1;
      listed.set(resourceType, count);
      return count <= maxListedCodes;
    });
    return {
      patients: this.#patients,
      services: this.#services.map(({ id, templates, declarations }) => ({
        id,
        queries: templates.map((template) => this.#readQuery(id, template)),
        features: Object.entries(declarations).map(([name, { kind }]) => this.#readFeature(id, name, kind)),
      })),
      unknownCodes: codes.map(({ shown }) => shown),
      unknownCodesInAll: Object.fromEntries(listed),
      proposals: {
        note: 'Proposals: a person who is responsible for the content reads and approves each line before it is used.',
        services: proposeOverlay({ services: this.#services, unknown, olderFacts: this.#olderFacts }),
      },
    };
  }

  #countQuery({ id }: ExaminedService, { key, codes }: PrefetchTemplate, entry: PrefetchEntry): void {
    const known = this.#queries.get(`${id} ${key}`) ?? { answered: 0, empty: 0, truncated: 0, failed: new Map() };
    this.#queries.set(`${id} ${key}`, known);
    if (entry.state === 'failed') return increment(known.failed, errorCodeOf(entry.error));
    known.answered += 1;
    if (entry.state === 'none') known.empty += 1;
    // Of one kind of result the newest are wanted and no more; lists are wanted whole.
    if (entry.truncated && codes === undefined) known.truncated += 1;
  }

  #countFeature({ id }: ExaminedService, name: string, feature: Feature): void {
    const key = `${id} ${name}`;
    const known = this.#features.get(key) ?? { found: 0, assumed: 0, absent: new Map(), refusedUnits: new Map() };
    this.#features.set(key, known);
    if (feature.status === 'present') {
      known.found += 1;
      if (feature.assumed) known.assumed += 1;
      return;
    }
    increment(known.absent, feature.reason);
    if (feature.reason === 'unit-refused') increment(known.refusedUnits, feature.detail ?? 'unit');
  }

  /**
   * What is stale only because of its window: how far back does it lie? In whole months, so that it dates nobody's visit. Of windows
   * of a month and more, and up to twice their length: a vital sign of last week is no vital sign of now, whatever a site would like.
   */
  #lookBack(
    service: ExaminedService,
    answers: PatientAnswers,
    features: Readonly<Record<string, Feature>>,
    asOf: string,
  ): void {
    const stale = Object.entries(features).filter(
      ([name, feature]) =>
        feature.status === 'absent' && feature.reason === 'stale' && windowDays(service.declarations[name]) >= 30,
    );
    if (stale.length === 0) return;
    const names = new Set(stale.map(([name]) => name));
    const ageless = Object.fromEntries(
      Object.entries(service.declarations).map(([name, one]) => [name, names.has(name) ? withoutWindow(one) : one]),
    );
    const found = answers.features(service, ageless).features;
    const known = this.#olderFacts.get(service.id) ?? new Map<string, number>();
    for (const name of names) {
      const feature = found[name];
      const at = feature?.status === 'present' ? Date.parse(feature.effective ?? '') : Number.NaN;
      if (Number.isNaN(at)) continue;
      const days = Math.ceil((Date.parse(asOf) - at) / 86_400_000 / 30) * 30;
      if (days > 2 * windowDays(service.declarations[name])) continue;
      known.set(name, Math.max(days, known.get(name) ?? 0));
      this.#olderFacts.set(service.id, known);
    }
  }

  #readQuery(id: string, { key, resourceType }: PrefetchTemplate): QueryReport {
    const { answered, empty, truncated, failed } = this.#queries.get(`${id} ${key}`) ?? {
      answered: 0,
      empty: 0,
      truncated: 0,
      failed: new Map<string, number>(),
    };
    return { key, resourceType, answered, empty, truncated, failed: Object.fromEntries(failed) };
  }

  #readFeature(id: string, name: string, kind: string): FeatureReport {
    const count = this.#features.get(`${id} ${name}`);
    return {
      name,
      kind,
      found: count?.found ?? 0,
      assumed: count?.assumed ?? 0,
      absent: Object.fromEntries(count?.absent ?? []),
      refusedUnits: Object.fromEntries(count?.refusedUnits ?? []),
    };
  }
}

/** Days of a window that a site may lengthen; 0 where there is none, or where it hangs on another feature's time. */
function windowDays(declaration: FeatureDeclaration | undefined): number {
  if (declaration?.kind !== 'observation-number' && declaration?.kind !== 'observation-category') return 0;
  const { days = 0, hours = 0, anchor } = declaration.window ?? {};
  return anchor === undefined ? days + hours / 24 : 0;
}

function withoutWindow(declaration: FeatureDeclaration): FeatureDeclaration {
  if (declaration.kind !== 'observation-number' && declaration.kind !== 'observation-category') return declaration;
  const { window: _window, ...rest } = declaration;
  return rest;
}

/** All value sets of a service; the panels of a set are known codes too. */
function setsOf(declarations: FeatureDeclarations): readonly ValueSet[] {
  const sets = Object.values(declarations).flatMap((one) => ('codes' in one ? [one.codes] : []));
  return sets.flatMap((set) => {
    const beside = [...(set.panels ?? []), ...(set.leftOut ?? [])];
    return beside.length === 0 ? [set] : [set, { ...set, codes: beside }];
  });
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
