import { bindingLevels, type Obligation } from '../obligation.ts';
import type { Citation } from './read-citations.ts';

/** What is wrong between a manifest and the tests that cite it; nothing when the gate is open. */
export function judgeManifest(manifest: readonly Obligation[], citations: readonly Citation[]): readonly string[] {
  const known = new Set(manifest.map(({ id }) => id));
  const cited = new Set(citations.map(({ id }) => id));
  const unknown = citations
    .filter(({ id }) => !known.has(id))
    .map(({ id, file }) => `${id}: cited in ${file} and not in the manifest`);
  const twice = manifest
    .filter(({ id }, index) => manifest.findIndex((other) => other.id === id) !== index)
    .map(({ id }) => `${id}: twice in the manifest`);
  return [...twice, ...unknown, ...manifest.flatMap((obligation) => judge(obligation, cited.has(obligation.id)))];
}

function judge({ id, level, status }: Obligation, cited: boolean): readonly string[] {
  if (status.kind === 'tested') return cited ? [] : [`${id}: no test cites it`];
  const wrong: string[] = [];
  if (status.reason.trim() === '') wrong.push(`${id}: ${status.kind} without a reason`);
  if (status.kind === 'deferred' && bindingLevels.includes(level)) wrong.push(`${id}: ${level} is deferred`);
  if (cited) wrong.push(`${id}: a test cites it, and the manifest says ${status.kind}`);
  return wrong;
}
