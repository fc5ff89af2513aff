import { CardwrightError } from '@cardwright/cds-service';
import { canonicalSystem, type Code } from '@cardwright/fhir';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './expansion.schema.json' with { type: 'json' };
import type { ExpansionPage } from './expansion-page.ts';

interface Contained {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
  readonly abstract?: boolean;
  readonly contains?: readonly Contained[];
}
interface Extension {
  readonly url: string;
  readonly valueBoolean?: boolean;
}
interface ExpandedValueSet {
  readonly version?: string;
  readonly extension?: readonly Extension[];
  readonly expansion: {
    readonly extension?: readonly Extension[];
    readonly identifier?: string;
    readonly timestamp?: string;
    readonly total?: number;
    readonly offset?: number;
    readonly parameter?: readonly {
      readonly name: string;
      readonly valueUri?: string;
      readonly valueString?: string;
      readonly valueBoolean?: boolean;
    }[];
    readonly contains?: readonly Contained[];
  };
}

const isExpandedValueSet = new Ajv2020().compile<ExpandedValueSet>(schema);

/** Extensions by which a server says that the expansion is not whole (FHIR R4, ValueSet, "Extensions"). */
const incompleteMarks = /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/valueset-(unclosed|toocostly)$/;

/** Reads an answer of `$expand`. Throws `fhir-refused` when it is no expansion, or holds an entry without system or code. */
export function parseExpansionPage(body: unknown): ExpansionPage {
  if (!isExpandedValueSet(body)) throw noExpansion('The answer is no ValueSet with an expansion.');
  const { version, expansion } = body;
  const entries = flatten(expansion.contains ?? []);
  return {
    codes: entries.filter(({ abstract }) => abstract !== true).map(codeOf),
    entries: entries.length,
    ...(expansion.total !== undefined && { total: expansion.total }),
    ...(expansion.offset !== undefined && { offset: expansion.offset }),
    isIncomplete: isIncomplete(body),
    said: {
      ...(version !== undefined && { version }),
      ...(expansion.identifier !== undefined && { identifier: expansion.identifier }),
      ...(expansion.timestamp !== undefined && { timestamp: expansion.timestamp }),
      ...codeSystemsOf(expansion.parameter ?? []),
    },
  };
}

const flatten = (contains: readonly Contained[]): readonly Contained[] =>
  contains.flatMap((entry) => [entry, ...flatten(entry.contains ?? [])]);

function codeOf({ system, code, display }: Contained): Code {
  if (system === undefined || code === undefined)
    throw noExpansion('An entry of the expansion has no system or no code.');
  return { system: canonicalSystem(system), code, ...(display !== undefined && display !== '' && { display }) };
}

function isIncomplete({ extension = [], expansion }: ExpandedValueSet): boolean {
  return (
    [...extension, ...(expansion.extension ?? [])].some(
      ({ url, valueBoolean }) => incompleteMarks.test(url) && valueBoolean !== false,
    ) ||
    (expansion.parameter ?? []).some(({ name, valueBoolean }) => name === 'limitedExpansion' && valueBoolean === true)
  );
}

/** `version` in R4, `used-codesystem` in R5: `system|version`. */
function codeSystemsOf(
  parameters: NonNullable<ExpandedValueSet['expansion']['parameter']>,
): Pick<ExpansionPage['said'], 'codeSystems'> {
  const codeSystems = parameters
    .filter(({ name }) => name === 'version' || name === 'used-codesystem')
    .flatMap(({ valueUri, valueString }) => valueUri ?? valueString ?? []);
  return codeSystems.length === 0 ? {} : { codeSystems: [...new Set(codeSystems)].sort() };
}

const noExpansion = (why: string): CardwrightError => new CardwrightError('fhir-refused', why);
