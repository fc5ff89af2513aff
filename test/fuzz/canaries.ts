/** Strings that stand in requests and may stand in no log line, metric or error. */
export const canary = {
  name: 'Canarywell',
  patientId: 'canary-pt-7741',
  identifier: 'MRN-CANARY-90210',
  token: 'canaryToken.5e1f00d',
  key: 'canaryKey',
};

const all = Object.values(canary).map((text) => text.toLowerCase());

/** The canaries in a text, whatever their case. */
export function canariesIn(text: string): readonly string[] {
  const lower = text.toLowerCase();
  return all.filter((one) => lower.includes(one));
}
