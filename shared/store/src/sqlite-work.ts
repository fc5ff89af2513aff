import type { DatabaseSync } from 'node:sqlite';
import { completeWork, failWork, wakeWork } from './patient-work.ts';
import type { PatientWork } from './patient-work.ts';
import { integer } from './row.ts';
import type { Row } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { sqliteDue } from './sqlite-due.ts';
import type { SqliteStore } from './sqlite-store.ts';
import { maxListRows } from './store.ts';
import type { PatientWake, TakenWork, WakeTiming, WorkFilter } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';
import { takeRow } from './take-row.ts';
import { readWorkRow, readWorkSummary, workValues } from './work-row.ts';

type WorkMethods = 'wakePatients' | 'takeWork' | 'completeWork' | 'failWork' | 'requeueWork' | 'listWork';

/** Patients about whom something may have changed, each under one lease at a time. */
export function sqliteWork(
  database: DatabaseSync,
  writer: TurnWriter,
  { leaseMs, records }: { readonly leaseMs: number; readonly records: SealedRecords },
): Pick<SqliteStore, WorkMethods> & { readonly wake: (wakes: readonly PatientWake[], timing: WakeTiming) => void } {
  const statements = prepareWork(database);
  const readDue = sqliteDue(database, 'work');
  const wakeOne = ({ source, patient, services }: PatientWake, timing: WakeTiming) => {
    const index = records.patientIndex(patient);
    const row = statements.read.get(source, index);
    const values = workValues(wakeWork(row && readWorkRow(row), services, timing));
    if (row !== undefined) return statements.update.run(...values, integer(row, 'seq'));
    return statements.insert.run(...values, source, index, records.patient.seal(`${source}/${index}`, patient));
  };
  const wake = (wakes: readonly PatientWake[], timing: WakeTiming) => wakes.forEach((one) => wakeOne(one, timing));
  const take = (row: Row, untilMs: number): readonly TakenWork[] => {
    const { work, taken } = takeRow(records, row, untilMs);
    statements.update.run(...workValues(work), integer(row, 'seq'));
    return taken === undefined ? [] : [taken];
  };
  /** What the lease still holds goes on as `next` says; `undefined`: it ends. */
  const settle = ({ lease }: TakenWork, next: (work: PatientWork) => PatientWork | undefined) =>
    writer.write(() => {
      const row = statements.leased.get(lease);
      if (row === undefined) return false;
      const work = next(readWorkRow(row));
      if (work === undefined) statements.remove.run(integer(row, 'seq'));
      else statements.update.run(...workValues(work), integer(row, 'seq'));
      return true;
    });
  return {
    wake,
    wakePatients: (wakes, timing) => writer.write(() => wake(wakes, timing)),
    takeWork: (limit, nowMs, share, suspects) =>
      writer.write(() => readDue(limit, nowMs, share, suspects).flatMap((row) => take(row, nowMs + leaseMs))),
    completeWork: async (work) => ((await settle(work, completeWork)) ? 'completed' : 'lost'),
    failWork: async (work, error, retryAtMs) =>
      (await settle(work, (held) => failWork(held, error, retryAtMs))) ? 'failed' : 'lost',
    requeueWork: (source, nowMs) =>
      writer.write(() => Number(statements.requeue.run(nowMs, source ?? null, source ?? null).changes)),
    async listWork(filter) {
      const { sql, values } = listQuery(filter);
      return database
        .prepare(sql)
        .all(...values)
        .map(readWorkSummary);
    },
  };
}

function prepareWork(database: DatabaseSync) {
  return {
    read: database.prepare('SELECT * FROM work WHERE source = ? AND patient_index = ?'),
    leased: database.prepare("SELECT * FROM work WHERE state = 'taken' AND lease = ?"),
    insert: database.prepare(
      `INSERT INTO work (state, services, woken_at_ms, due_at_ms, attempts, abandoned, lease, last_error, next, source, patient_index, sealed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    update: database.prepare(
      `UPDATE work SET state = ?, services = ?, woken_at_ms = ?, due_at_ms = ?, attempts = ?, abandoned = ?, lease = ?, last_error = ?, next = ?
       WHERE seq = ?`,
    ),
    remove: database.prepare('DELETE FROM work WHERE seq = ?'),
    requeue: database.prepare(
      `UPDATE work SET state = 'waiting', attempts = 0, due_at_ms = ? WHERE state = 'dead' AND (? IS NULL OR source = ?)`,
    ),
  };
}

function listQuery({ state, source, limit }: WorkFilter) {
  const filters = [
    ...(state === undefined ? [] : [{ sql: 'state = ?', value: state }]),
    ...(source === undefined ? [] : [{ sql: 'source = ?', value: source }]),
  ];
  const where = filters.length ? `WHERE ${filters.map((filter) => filter.sql).join(' AND ')}` : '';
  return {
    sql: `SELECT * FROM work ${where} ORDER BY woken_at_ms, seq LIMIT ?`,
    values: [...filters.map((filter) => filter.value), Math.max(0, Math.min(limit, maxListRows))],
  };
}
