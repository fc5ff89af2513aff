import type { Coding, Meta } from '@medplum/fhirtypes';
import { algorithmLabel } from './ai-transparency.ts';

/** On everything that we write, and on nothing else: our own writes are known by it. */
export const ownTag: Coding = { system: 'urn:cardwright:tag', code: 'written', display: 'Written by Cardwright' };

/** The `meta` of what we assert: our tag, and the label of what an algorithm has asserted. */
export const assertedMeta: Meta = { security: [algorithmLabel], tag: [ownTag] };
