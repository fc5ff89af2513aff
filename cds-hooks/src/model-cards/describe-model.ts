import type { ModelManifest, ServiceManifest, Told } from '@cardwright/cds-service';
import { chaiFields } from './chai-fields.ts';
import { derivedAttributes } from './derived-attributes.ts';
import { sourceAttributes, type SourceAttribute, type SourceAttributeKey } from './source-attributes.ts';

/** One source attribute with what is told of it. */
export interface ToldAttribute extends SourceAttribute {
  readonly key: SourceAttributeKey;
  readonly told: Told;
}

/** One field of the CHAI Applied Model Card; `seeAttributes` where the attributes above say it already. */
export interface ChaiField {
  readonly section: string;
  readonly label: string;
  readonly told: Told;
}

/** Everything a model card says, before it is Markdown or HTML. */
export interface ModelCard {
  readonly manifest: ServiceManifest;
  readonly models: readonly ModelManifest[];
  /** All 31, in the order of the rule. */
  readonly attributes: readonly ToldAttribute[];
  readonly chai: readonly ChaiField[];
}

/**
 * The model card of a service from `service.json` and its model files: the 31 source attributes of
 * 45 CFR 170.315(b)(11)(iv)(B) and the fields of the CHAI Applied Model Card (coalition-for-health-ai/mc-schema v0.2). Nothing
 * is left out: what cannot be told has a reason. Pure.
 */
export function describeModel(manifest: ServiceManifest, models: readonly ModelManifest[]): ModelCard {
  const derived = derivedAttributes(manifest, models);
  const stated: Readonly<Record<string, unknown>> = { ...manifest.modelCard };
  const tell = (key: SourceAttributeKey): Told => {
    const said = stated[key];
    return isTold(said) ? said : derived[key];
  };
  const keys = Object.keys(sourceAttributes).filter(isKey);
  return {
    manifest,
    models,
    attributes: keys.map((key) => ({ key, ...sourceAttributes[key], told: tell(key) })),
    chai: chaiFields(manifest, models),
  };
}

const isKey = (name: string): name is SourceAttributeKey => Object.hasOwn(sourceAttributes, name);
const isTold = (value: unknown): value is Told =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'notAvailable' in value);
