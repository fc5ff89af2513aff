import type { Resource } from '@medplum/fhirtypes';

/** The one who ordered everything in the demo. */
export const demoClinicianReference = 'Practitioner/demo-clinician';

/** Resources that all stories refer to. */
export const demoDirectory: readonly Resource[] = [
  {
    resourceType: 'Practitioner',
    id: 'demo-clinician',
    active: true,
    identifier: [{ system: 'urn:cardwright:demo-practitioner', value: 'demo-clinician' }],
    name: [{ family: 'Clinician', given: ['Demo'], text: 'Demo Clinician' }],
  },
];
