import { CardwrightError, type CdsService, type ModelManifest } from '@cardwright/cds-service';
import {
  parseFeatures,
  readValueSet,
  sharedUnits,
  sharedValueSets,
  type FeatureDeclarations,
} from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import { checkDeclared } from './check-declared.ts';
import type { Shaped } from './check-shape.ts';
import { declareService } from './declare-service.ts';
import type { Declared } from './declared.ts';
import { findTodos } from './find-todos.ts';
import type { Problem } from './problem.ts';
import { rehearseCards } from './rehearse-cards.ts';
import { shapes } from './shapes.ts';

/** The JSON of a folder's files, as they were read. */
export interface DeclaredFiles {
  readonly service: unknown;
  readonly features: unknown;
  readonly cards?: unknown;
  /** By variant. */
  readonly models: Readonly<Record<string, unknown>>;
  /** By name of the file in value-sets/. */
  readonly valueSets: Readonly<Record<string, unknown>>;
}

/** A folder's files as parsed, with the service that they declare. */
export interface ReadService {
  readonly declared: Declared;
  readonly service: CdsService<FeatureDeclarations>;
}

/**
 * Reads the files of a service without code: each has its shape, they agree with each other, and every card they can lead
 * to keeps the rules of CDS Hooks. Pure. What is wrong is said in words, all of it at once, file by file; contradictions
 * and cards only when each file has its shape.
 */
export function readDeclaredService(files: DeclaredFiles): Shaped<ReadService> {
  const shaped = readShapes(files);
  if (!shaped.ok) return shaped;
  const declared = shaped.value;
  const problems = checkDeclared(declared);
  const found = problems.length > 0 ? problems : rehearseCards(declared);
  if (found.length > 0) return { ok: false, problems: found };
  return { ok: true, value: { declared, service: declareService(declared) } };
}

function readShapes({ service, features, cards = {}, models, valueSets }: DeclaredFiles): Shaped<Declared> {
  const manifest = written('service.json', service, shapes.service);
  const wording = written('cards.json', cards, shapes.cards);
  const sets = Object.entries(valueSets).map(([name, json]) => readSet(`value-sets/${name}`, json));
  const own = sets.flatMap((set) => (set.ok ? [set.value] : []));
  const declarations = written('features.json', features, (file, json) => readFeatures(file, json, own));
  const signatures = Object.entries(models).map(([variant, json]) =>
    written(`models/${variant}.model.json`, json, shapes.model),
  );
  if (manifest.ok && wording.ok && declarations.ok && [...sets, ...signatures].every(({ ok }) => ok)) {
    return {
      ok: true,
      value: {
        manifest: manifest.value,
        cards: wording.value,
        features: declarations.value,
        models: byVariant(Object.keys(models), signatures),
      },
    };
  }
  const all: readonly Shaped<unknown>[] = [manifest, declarations, wording, ...signatures, ...sets];
  return { ok: false, problems: all.flatMap((one) => (one.ok ? [] : one.problems)) };
}

const byVariant = (
  variants: readonly string[],
  signatures: readonly Shaped<ModelManifest>[],
): Readonly<Record<string, ModelManifest>> =>
  Object.fromEntries(
    signatures.flatMap((one, index): [string, ModelManifest][] => (one.ok ? [[variants[index] ?? '', one.value]] : [])),
  );

/** A file in which a person has still to write is not held against its schema: that would say the same in worse words. */
function written<T>(file: string, json: unknown, read: (file: string, json: unknown) => Shaped<T>): Shaped<T> {
  const todos = findTodos(file, json);
  return todos.length > 0 ? { ok: false, problems: todos } : read(file, json);
}

function readSet(file: string, json: unknown): Shaped<ValueSet> {
  return coded(file, () => readValueSet(json, file));
}

function readFeatures(file: string, json: unknown, own: readonly ValueSet[]): Shaped<FeatureDeclarations> {
  const sets = new Map(own.map((set) => [set.id, set]));
  return coded(file, () =>
    parseFeatures(json, {
      valueSet: (name) => sets.get(name) ?? sharedValueSets.get(name),
      unit: (name) => sharedUnits.get(name),
    }),
  );
}

/** What a parser throws as problems; the ones it lists, else its message. */
function coded<T>(file: string, read: () => T): Shaped<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    const { code, message, details } = error;
    const listed: unknown = details['problems'];
    const messages = Array.isArray(listed) && listed.length > 0 ? listed.map(String) : [message];
    return { ok: false, problems: messages.map((text): Problem => ({ file, code, message: text })) };
  }
}
