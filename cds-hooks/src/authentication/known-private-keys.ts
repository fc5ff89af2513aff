/**
 * RFC 7638 SHA-256 thumbprints of keys whose private half is published, with where that is: anybody can sign with them, so
 * they prove nothing outside demo mode.
 */
export const knownPrivateKeys: ReadonlyMap<string, string> = new Map([
  ['-UtOymI2Z0XB5SZogEZu3s5oMyQ4YaewHtR9huroTQs', 'HL7/cds-hooks input/pagecontent/index.md, JWT example (ES384)'],
  ['s9fOe-KDYD1myZ8YCzleUqJQgrYZL49kVijBxhnZvZc', 'cds-hooks/sandbox keys/jwk-keypair.json (ES384)'],
  ['WUEVfFenRfMtdDhwPUzCCfmqEN45h61hdHclwVoqfes', 'cds-hooks/sandbox jwk-keypair.json at 4a44a5b (ES256)'],
  ['oinqNI3POUw3TTo_R_BmQFF2EK2jQK8R7cJm3Cw-K6Y', 'cds-hooks/sandbox ecprivatekey.pem at a7eef62 (ES256)'],
  ['RBFgQFFUIf4hfG8iUUZrf3vFZ_V2r3YRGPx9nKJXk5M', 'inferno-framework/inferno-core lib/inferno/dsl/jwks.json (ES384)'],
  ['Q7fgcIzqt0bVAKsWaw_FyUFSDDpOTfsGdGtjJmAnzFY', 'inferno-framework/inferno-core lib/inferno/dsl/jwks.json (RS384)'],
  ['I99tVmIhN2uhvx12lO4Zrjk9OhGDH6LvIyYALIZivws', 'SMART App Launch RS384.private.json, kid eee9f17a… (RS384)'],
  ['UK3_0t7muUSeNsykQeSSSWYSiIeffYpv9ahyRf5GDfk', 'tests of the SMART JavaScript client, kid afb27c28… (ES384)'],
  ['nKLsSiEbvruWx-oeqL8Os4WMurCwu2quF5HclvJVfM8', 'tests of the SMART JavaScript client (RS384)'],
]);
