/**
 * The seed (unsigned 32 bits) of a sampled explanation: the same for one patient and one version of a service, so that
 * the same chart gives the same order of reasons today and in a replay. FNV-1a, then mixed: fair enough for drawing
 * orders, and not a name for the patient: it is not recorded and leaves with no answer.
 */
export function explanationSeed(patient: string, version: string): number {
  let hash = 0x811c9dc5;
  for (const unit of `${version}|${patient}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
