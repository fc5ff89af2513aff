import { completeWork, failWork, wakeWork } from './patient-work.ts';
import type { PatientWork } from './patient-work.ts';
import type { PostgresConnection, Run, Statement } from './postgres-connection.ts';
import { dueRows, dueValues } from './postgres-due.ts';
import { integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { maxListRows } from './store.ts';
import type { PatientWake, Store, TakenWork, WakeTiming } from './store.ts';
import { takeRow } from './take-row.ts';
import { readWorkRow, readWorkSummary, workValues } from './work-row.ts';

// Whoever wakes a patient that has no row yet has nothing to lock but its name. Sorted, so that nobody waits in a circle.
const lockPatients: Statement = {
  name: 'lock_patients',
  text: `SELECT pg_advisory_xact_lock(hashtextextended(place, 0)) FROM (SELECT unnest($1::text[]) AS place ORDER BY 1) AS places`,
};
const openNamed: Statement = {
  name: 'open_named_work',
  text: `SELECT * FROM work WHERE (source, patient_index) IN (SELECT * FROM unnest($1::text[], $2::text[])) FOR UPDATE`,
};
const openLeased: Statement = {
  name: 'open_leased_work',
  text: `SELECT * FROM work WHERE lease = $1 AND state = 'taken' FOR UPDATE`,
};
const openDue: Statement = { name: 'open_due_work', text: dueRows('work') };
const columns = 'state, services, woken_at_ms, due_at_ms, attempts, abandoned, lease, last_error, next';
const workArrays =
  '$1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::integer[], $6::integer[], $7::text[], $8::text[], $9::text[]';
const insert: Statement = {
  name: 'insert_work',
  text: `INSERT INTO work (${columns}, source, patient_index, sealed)
    SELECT * FROM unnest(${workArrays}, $10::text[], $11::text[], $12::bytea[])`,
};
const update: Statement = {
  name: 'update_work',
  text: `UPDATE work SET (${columns}) = (SELECT ${columns
    .split(', ')
    .map((column) => `given.${column}`)
    .join(', ')})
    FROM unnest(${workArrays}, $10::bigint[]) AS given (${columns}, seq) WHERE work.seq = given.seq`,
};
const remove: Statement = { name: 'remove_work', text: 'DELETE FROM work WHERE seq = $1' };
const requeue: Statement = {
  text: `UPDATE work SET state = 'waiting', attempts = 0, due_at_ms = $2
    WHERE state = 'dead' AND ($1::text IS NULL OR source = $1) RETURNING seq`,
};
const list: Statement = {
  text: `SELECT * FROM work WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR source = $2)
    ORDER BY woken_at_ms, seq LIMIT $3`,
};

type WorkMethods = 'wakePatients' | 'takeWork' | 'completeWork' | 'failWork' | 'requeueWork' | 'listWork';

export interface PostgresWorkOptions {
  readonly leaseMs: number;
  readonly records: SealedRecords;
}

/** Patients about whom something may have changed, each under one lease at a time, whichever process holds it. */
export function postgresWork(
  durable: PostgresConnection,
  { leaseMs, records }: PostgresWorkOptions,
): Pick<Store, WorkMethods> {
  return {
    wakePatients: (wakes, timing) => durable.transact((run) => wakePatientsIn(run, records, wakes, timing)),
    takeWork: (limit, nowMs, share, suspects) =>
      durable.transact(async (run) => {
        const rows = await run(openDue, dueValues(limit, nowMs, share, suspects));
        const looked = rows.map((row) => ({ row, ...takeRow(records, row, nowMs + leaseMs) }));
        await updateAll(run, looked);
        return looked.flatMap(({ taken }) => taken ?? []);
      }),
    completeWork: async (work) => ((await settle(durable, work, completeWork)) ? 'completed' : 'lost'),
    failWork: async (work, error, retryAtMs) =>
      (await settle(durable, work, (held) => failWork(held, error, retryAtMs))) ? 'failed' : 'lost',
    requeueWork: async (source, nowMs) => (await durable.run(requeue, [source, nowMs])).length,
    async listWork({ state, source, limit }) {
      const rows = await durable.run(list, [state, source, Math.max(0, Math.min(limit, maxListRows))]);
      return rows.map(readWorkSummary);
    },
  };
}

/** Wakes patients in a transaction of somebody else's. */
export async function wakePatientsIn(
  run: Run,
  records: SealedRecords,
  wakes: readonly PatientWake[],
  timing: WakeTiming,
): Promise<void> {
  if (wakes.length === 0) return;
  const woken = new Map<string, Woken>();
  for (const { source, patient } of wakes) {
    const index = records.patientIndex(patient);
    woken.set(`${source}/${index}`, { source, index, patient });
  }
  const places = [...woken.values()];
  await run(lockPatients, [[...woken.keys()]]);
  for (const row of await run(openNamed, [places.map(({ source }) => source), places.map(({ index }) => index)])) {
    const place = woken.get(`${text(row, 'source')}/${text(row, 'patient_index')}`);
    if (place !== undefined) Object.assign(place, { row, work: readWorkRow(row) });
  }
  for (const { source, patient, services } of wakes) {
    const place = woken.get(`${source}/${records.patientIndex(patient)}`);
    if (place !== undefined) place.work = wakeWork(place.work, services, timing);
  }
  await insertAll(run, records, places);
  await updateAll(run, places);
}

/** A patient that is woken, and where the work stands. */
interface Woken {
  readonly source: string;
  readonly index: string;
  readonly patient: string;
  /** Absent: there is none yet. */
  row?: Row;
  work?: PatientWork;
}

async function insertAll(run: Run, records: SealedRecords, woken: readonly Woken[]): Promise<void> {
  const rows = woken.flatMap(({ row, work, source, index, patient }) =>
    row !== undefined || work === undefined
      ? []
      : [[...workValues(work), source, index, records.patient.seal(`${source}/${index}`, patient)]],
  );
  if (rows.length > 0) await run(insert, columnsOf(rows));
}

async function updateAll(run: Run, changes: readonly Pick<Woken, 'row' | 'work'>[]): Promise<void> {
  const rows = changes.flatMap(({ row, work }) =>
    row === undefined || work === undefined ? [] : [[...workValues(work), integer(row, 'seq')]],
  );
  if (rows.length > 0) await run(update, columnsOf(rows));
}

/** An array for each column: what `unnest` reads. */
const columnsOf = (rows: readonly (readonly unknown[])[]): readonly unknown[][] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));

/** What the lease still holds goes on as `next` says; `undefined`: it ends. False when the lease holds nothing any more. */
function settle(
  durable: PostgresConnection,
  { lease }: TakenWork,
  next: (work: PatientWork) => PatientWork | undefined,
): Promise<boolean> {
  return durable.transact(async (run) => {
    const [row] = await run(openLeased, [lease]);
    if (row === undefined) return false;
    const work = next(readWorkRow(row));
    if (work === undefined) await run(remove, [integer(row, 'seq')]);
    else await updateAll(run, [{ row, work }]);
    return true;
  });
}
