import { CardwrightError, type Outcome } from '@cardwright/cds-service';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './case.schema.json' with { type: 'json' };

export interface ExpectedCard {
  readonly summaryIncludes?: readonly string[];
  readonly detailIncludes?: readonly string[];
  readonly detailExcludes?: readonly string[];
  readonly indicator?: string;
  readonly suggestions?: number;
}

/** A case as a clinician can read it: `services/<id>/cases/*.json`. */
export interface ServiceCase {
  readonly name: string;
  /** ISO instant. */
  readonly asOf: string;
  readonly hook: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly expect: {
    readonly outcome: Outcome;
    /** Absolute, for numbers of `outputs`; 1e-9 when absent. */
    readonly tolerance?: number;
    /** A value, or `{"absent": "<reason>"}`. */
    readonly features?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
    readonly missing?: readonly { readonly feature: string; readonly reason: string }[];
    readonly reasonsInclude?: readonly string[];
    readonly cards?: readonly ExpectedCard[];
  };
}

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const isCase = ajv.compile<ServiceCase>(schema);

/** Error: `bad-service`, naming every path that is wrong. */
export function parseCase(value: unknown): ServiceCase {
  if (isCase(value)) return value;
  const problems = (isCase.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? 'is wrong'}`);
  throw new CardwrightError('bad-service', `Not a case: ${problems.join('; ')}.`);
}
