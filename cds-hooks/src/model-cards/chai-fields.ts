import type { ModelManifest, ServiceManifest, Told } from '@cardwright/cds-service';
import type { ChaiField } from './describe-model.ts';

const attribute = (...numbers: readonly number[]): Told =>
  `See ${numbers.length === 1 ? 'attribute' : 'attributes'} ${numbers.join(' and ')}.`;

/** The fields of the CHAI Applied Model Card, section by section; what an HTI-1 attribute says already is named, not repeated. */
export function chaiFields(manifest: ServiceManifest, models: readonly ModelManifest[]): readonly ChaiField[] {
  const sections: Readonly<Record<string, Readonly<Record<string, Told>>>> = {
    'Basic information': {
      'Model name': `${manifest.title} (${manifest.id})`,
      'Model developer and contact': attribute(1),
    },
    'Release information': releaseFields(manifest),
    'Model summary': { Summary: manifest.description, Keywords: [manifest.reference].flat().join(', ') },
    'Uses and directions': {
      'Intended use and workflow': attribute(5),
      'Primary intended users': attribute(7),
      'How to use': manifest.modelCard?.howToUse ?? howToUse(manifest),
      'Targeted patient population': attribute(6),
      'Cautioned out-of-scope settings': attribute(9),
    },
    Warnings: {
      'Known risks and limitations': attribute(10),
      'Known biases or ethical considerations': attribute(12, 16),
      'Clinical risk level': manifest.modelCard?.clinicalRiskLevel ?? {
        notAvailable: 'not classified; a site assesses it before the service is made active',
      },
    },
    'AI system facts': systemFields(manifest, models),
    'Transparency information': {
      'Funding source': attribute(2),
      'Third-party information': manifest.citation,
      'Stakeholders consulted': manifest.modelCard?.stakeholdersConsulted ?? {
        notAvailable: 'no consultation is recorded for this implementation',
      },
    },
    'Key metrics': {
      'Usefulness, usability and efficacy': attribute(25),
      'Fairness and equity': attribute(22, 24),
      'Safety and reliability': `${manifest.evidence} Validity: attributes 21 and 23.`,
    },
    'Resources and bibliography': { Resources: manifest.sourceUrl, Bibliography: manifest.citation },
  };
  return Object.entries(sections).flatMap(([section, fields]) =>
    Object.entries(fields).map(([label, told]) => ({ section, label, told })),
  );
}

function releaseFields({ status, hooks, notifications, regulatory, modelCard }: ServiceManifest) {
  const reads = notifications.length === 0 ? '' : `; FHIR R4 Subscriptions on ${notifications.join(', ')}`;
  return {
    'Release stage': `${status}; a site's configuration decides what is shown.`,
    'Release date': {
      notAvailable: 'the version is a hash of the content, and its date is that of the software release',
    },
    'Release version': 'The content hash that every card and evaluation names.',
    'Global availability': { notAvailable: 'decided by each site under its own law' },
    'EHR compatibility': `CDS Hooks 2.0 (${hooks.join(', ')})${reads}.`,
    'Regulatory approval': regulatory,
    'Time-critical use':
      modelCard === undefined ? { notAvailable: 'not stated' } : modelCard.timeCritical ? 'Yes.' : 'No.',
  };
}

function systemFields({ modelCard }: ServiceManifest, models: readonly ModelManifest[]) {
  return {
    'Outcomes and outputs': attribute(3, 4),
    'Model type': modelCard?.modelType ?? modelTypes(models),
    'Foundation models': 'None.',
    'Input data source':
      'The patient’s FHIR R4 record: prefetch of the call, the FHIR server it names, or a notification.',
    'Input and output data types': `Numbers, booleans and categories (${inputNames(models).join(', ')}); outputs as in attribute 3.`,
    'Development data characterization': attribute(11, 13),
    'Bias mitigation approaches': attribute(16),
    'Ongoing maintenance': attribute(26, 30),
    Security: 'docs/security.md of the software: each threat, what stops it and which test proves it.',
    Transparency:
      'Every card shows the inputs with dates, what is missing and why, the model and its version. The coefficients or tables, the golden vectors and the cases are part of the software.',
  };
}

const inputNames = (models: readonly ModelManifest[]): readonly string[] => [
  ...new Set(models.flatMap(({ inputs, items = [] }) => [...inputs, ...items].map(({ name }) => name))),
];

function modelTypes(models: readonly ModelManifest[]): Told {
  const hasTable = models.some(({ table }) => table !== undefined);
  const hasGraph = models.some(({ table }) => table === undefined);
  const graph = 'An ONNX graph in float64 or as its trainer exported it';
  const table = 'A pure function over a versioned table';
  return hasTable && hasGraph ? `${graph}; ${table.toLowerCase()}.` : hasTable ? `${table}.` : `${graph}.`;
}

const howToUse = ({ hooks }: ServiceManifest): string =>
  `Read the card that appears at ${hooks.join(', ')}; check the inputs and their dates against the patient, then decide. Accept or override it with a reason.`;
