/**
 * What sealing costs the store's thread: processor time for an evaluation of 6 kB with one card, all hashes included; the goal is
 * at most 20 µs. Single figures move with the machine.
 */
import { newKey } from './own-key.ts';
import { createSealer } from './seal.ts';
import { sealedRecords } from './sealed-records.ts';

const rounds = 5;
const evaluations = 10_000;
const body = JSON.stringify({ features: 'x'.repeat(6_000) });
const records = sealedRecords(createSealer([newKey('bench')], undefined).sealer);

function sealOne(n: number): void {
  const patient = `patient-${n}`;
  records.patientIndex(patient);
  records.evaluation.seal(`evaluation-${n}`, body);
  records.patientIndex(patient);
  records.card.seal(`card-${n}`, { patient, hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea' });
}

const costsUs = Array.from({ length: rounds }, () => {
  const before = process.cpuUsage();
  for (let n = 0; n < evaluations; n += 1) sealOne(n);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / evaluations;
});
const medianUs = costsUs.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
process.stdout.write(`sealing an evaluation and its card: ${medianUs.toFixed(1)} µs (goal: at most 20)\n`);
