import type { Coding, Encounter, MedicationRequest, Observation, Resource } from '@medplum/fhirtypes';
import { buildCondition } from './build-condition.ts';
import { buildMedicationRequest } from './build-medication-request.ts';
import { buildObservation, componentOf, quantityOf, type ObservationFrame } from './build-observation.ts';
import { buildPatient, type PersonPlan } from './build-patient.ts';
import { answers, components, conceptOf, conditions, labs, medications, questions, vitals } from './codes.ts';
import type { Random } from './seeded-random.ts';
import { instantBefore, type Ago } from './when.ts';

/** What may differ from a plain final result. */
export interface ResultOptions {
  readonly status?: Observation['status'];
  /** Another unit than the usual one of the code. */
  readonly unit?: string;
}

/** One bedside round of vital signs. What is left out was not charted. */
export interface VitalsRound {
  readonly respiratoryRate?: number;
  readonly oxygenSaturation?: number;
  /** Litres a minute; 0 is charted as room air (21 %). */
  readonly oxygenLitres?: number;
  readonly systolic?: number;
  readonly diastolic?: number;
  readonly heartRate?: number;
  readonly temperature?: number;
  readonly alert?: true;
}

const minutesFromSampleToResult = 45;

/** Collects the resources of one story. Ids are readable and count up per kind (`statin-candidate-creatinine-2`). */
export class Chart {
  readonly asOf: string;
  readonly random: Random;
  readonly #patientId: string;
  readonly #resources: Resource[] = [];
  readonly #drafts: MedicationRequest[] = [];
  readonly #counts = new Map<string, number>();
  #encounter: string | undefined;

  constructor(patientId: string, asOf: string, random: Random) {
    this.#patientId = patientId;
    this.asOf = asOf;
    this.random = random;
  }

  get resources(): readonly Resource[] {
    return this.#resources;
  }

  /** Orders that are being written; context of a hook call, never stored. */
  get draftOrders(): readonly MedicationRequest[] {
    return this.#drafts;
  }

  person(plan: PersonPlan): this {
    return this.#add(buildPatient(this.#patientId, this.asOf, plan));
  }

  lab(test: keyof typeof labs, value: number, ago: Ago, { status, unit }: ResultOptions = {}): this {
    const { codings, unit: usual } = labs[test];
    const frame = { ...this.#frame(kebab(test), 'laboratory', ago), ...(status !== undefined && { status }) };
    return this.#add(buildObservation(frame, codings, { valueQuantity: quantityOf(value, unit ?? usual) }));
  }

  vital(sign: keyof typeof vitals, value: number, ago: Ago): this {
    const { codings, unit } = vitals[sign];
    const frame = this.#frame(kebab(sign), 'vital-signs', ago);
    return this.#add(buildObservation(frame, codings, { valueQuantity: quantityOf(value, unit) }));
  }

  bloodPressure(systolic: number, diastolic: number, ago: Ago): this {
    const component = [componentOf(components.systolic, systolic), componentOf(components.diastolic, diastolic)];
    return this.#add(
      buildObservation(this.#frame('blood-pressure', 'vital-signs', ago), [questions.bloodPressure], { component }),
    );
  }

  /** Several vital signs at one time. */
  round(round: VitalsRound, ago: Ago): this {
    if (round.respiratoryRate !== undefined) this.vital('respiratoryRate', round.respiratoryRate, ago);
    if (round.oxygenSaturation !== undefined) this.#oximetry(round.oxygenSaturation, round.oxygenLitres, ago);
    if (round.systolic !== undefined && round.diastolic !== undefined)
      this.bloodPressure(round.systolic, round.diastolic, ago);
    if (round.heartRate !== undefined) this.vital('heartRate', round.heartRate, ago);
    if (round.temperature !== undefined) this.vital('temperature', round.temperature, ago);
    return round.alert === undefined ? this : this.coded('consciousness', answers.alert, 'vital-signs', ago);
  }

  /** An Observation whose value is a code. */
  coded(question: keyof typeof questions, answer: Coding, category: ObservationFrame['category'], ago: Ago): this {
    const frame = this.#frame(kebab(question), category, ago);
    return this.#add(buildObservation(frame, [questions[question]], { valueCodeableConcept: conceptOf(answer) }));
  }

  smoking(status: 'neverSmoked' | 'exSmoker' | 'smokesDaily', ago: Ago): this {
    return this.coded('smokingStatus', answers[status], 'social-history', ago);
  }

  /** A genotype call in the shape of HL7 Genomics Reporting: the call as text, the gene in a component. */
  genotype(gene: 'CYP2C9' | 'VKORC1', call: string, ago: Ago): this {
    return this.#add(
      buildObservation(this.#frame(`genotype-${gene.toLowerCase()}`, 'laboratory', ago), [questions.genotype], {
        valueCodeableConcept: { text: call },
        component: [{ code: conceptOf(questions.geneStudied), valueCodeableConcept: conceptOf(answers[gene]) }],
      }),
    );
  }

  condition(name: keyof typeof conditions, onset: Ago, abated?: Ago): this {
    const frame = {
      id: this.#nextId(kebab(name)),
      subject: this.#subject(),
      onset: instantBefore(this.asOf, onset),
      ...(abated !== undefined && { abated: instantBefore(this.asOf, abated) }),
    };
    return this.#add(buildCondition(frame, conditions[name]));
  }

  medication(
    name: keyof typeof medications,
    since: Ago,
    mgPerDay?: number,
    status: MedicationRequest['status'] = 'active',
  ): this {
    return this.#add(this.#order(kebab(name), medications[name], status, since, mgPerDay));
  }

  /** An order for warfarin that the clinician is writing. */
  draftWarfarin(mgPerDay: number): this {
    this.#drafts.push(this.#order('draft-warfarin', medications.warfarin5mg, 'draft', {}, mgPerDay));
    return this;
  }

  /** A hospital stay that goes on; what is measured from here on belongs to it. */
  admitted(since: Ago): this {
    const id = this.#nextId('encounter');
    const encounter: Encounter = {
      resourceType: 'Encounter',
      id,
      status: 'in-progress',
      class: {
        system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
        code: 'IMP',
        display: 'inpatient encounter',
      },
      subject: { reference: this.#subject() },
      period: { start: instantBefore(this.asOf, since) },
    };
    this.#encounter = `Encounter/${id}`;
    return this.#add(encounter);
  }

  #oximetry(saturation: number, litres: number | undefined, ago: Ago): void {
    const { codings, unit } = vitals.oxygenSaturation;
    const air = litres === 0 ? componentOf(components.oxygenConcentration, 21) : undefined;
    const oxygen = air ?? (litres === undefined ? undefined : componentOf(components.oxygenFlow, litres));
    const rest = { valueQuantity: quantityOf(saturation, unit), ...(oxygen && { component: [oxygen] }) };
    this.#add(buildObservation(this.#frame('oxygen-saturation', 'vital-signs', ago), codings, rest));
  }

  #order(
    kind: string,
    medication: Coding,
    status: MedicationRequest['status'],
    since: Ago,
    mgPerDay: number | undefined,
  ): MedicationRequest {
    const frame = {
      id: this.#nextId(kind),
      subject: this.#subject(),
      authoredOn: instantBefore(this.asOf, since),
      status,
    };
    return buildMedicationRequest({ ...frame, ...(mgPerDay !== undefined && { mgPerDay }) }, medication);
  }

  /** Laboratory results are known some time after the sample; bedside values at once. */
  #frame(kind: string, category: ObservationFrame['category'], ago: Ago): ObservationFrame {
    const effective = instantBefore(this.asOf, ago);
    const resulted = instantBefore(this.asOf, { ...ago, minutes: (ago.minutes ?? 0) - minutesFromSampleToResult });
    const issued = category === 'laboratory' && resulted <= this.asOf ? resulted : effective;
    const frame = { id: this.#nextId(kind), category, subject: this.#subject(), effective, issued };
    return this.#encounter === undefined ? frame : { ...frame, encounter: this.#encounter };
  }

  #subject(): string {
    return `Patient/${this.#patientId}`;
  }

  #nextId(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${this.#patientId}-${kind}-${count}`;
  }

  #add(resource: Resource): this {
    this.#resources.push(resource);
    return this;
  }
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
