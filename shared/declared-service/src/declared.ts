import type { ModelManifest, ServiceManifest } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import type { CardsFile } from './cards-file.ts';

/** The parsed files of a folder that decide an answer. */
export interface Declared {
  readonly manifest: ServiceManifest;
  readonly features: FeatureDeclarations;
  /** By variant, as far as they are known when the folder is read. */
  readonly models: Readonly<Record<string, ModelManifest>>;
  /** Empty where there is no `cards.json`. */
  readonly cards: CardsFile;
}
