import type { CdsService, ModelManifest, ModelPort } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';

/** A service ready to run: its content, its version and its loaded models. */
export interface RunnableService {
  readonly service: CdsService<FeatureDeclarations>;
  /** Content hash of the service folder. */
  readonly version: string;
  readonly models: Readonly<Record<string, ModelManifest>>;
  readonly port: ModelPort;
}
