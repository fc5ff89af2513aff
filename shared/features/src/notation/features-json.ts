import type { UnitRule, ValueSet } from '@cardwright/fhir';
import type { FeatureDeclaration } from '../declaration.ts';

/** A declaration as JSON writes it: value sets and unit rules by name, or in place. */
export type Notated<D> = D extends FeatureDeclaration
  ? {
      readonly [K in keyof D]: K extends 'codes' | 'denials' | 'routes' | 'unlike'
        ? Exclude<D[K], ValueSet> | ValueSet | string
        : K extends 'unit'
          ? Exclude<D[K], UnitRule> | (UnitRule extends D[K] ? UnitRule | string : never)
          : D[K];
    }
  : never;

/** `features.json` after its schema (`features.schema.json`) was checked. */
export interface FeaturesJson {
  readonly $schema?: string;
  readonly features: Readonly<Record<string, Notated<FeatureDeclaration>>>;
}

/** Where names in `features.json` lead: what Cardwright ships, and files beside the `features.json`. */
export interface ResolveNames {
  readonly valueSet: (name: string) => ValueSet | undefined;
  readonly unit: (name: string) => UnitRule | undefined;
}
