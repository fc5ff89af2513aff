import { describe, expect, test } from '@jest/globals';
import type { AuthenticatedClient } from '../authentication/client-authenticator.ts';
import { allowFhirServer } from './allow-fhir-server.ts';

const listed = 'https://fhir.clinic.example.org/r4';
const site = { demo: false, fhirServers: [listed, 'http://127.0.0.1:8080/fhir', 'https://10.1.2.3/fhir'] };
const client = (fhirServers?: readonly string[]): AuthenticatedClient => {
  const issuer = 'https://clinic.example.org';
  return { name: 'clinic', issuer, config: { issuer, ...(fhirServers === undefined ? {} : { fhirServers }) } };
};
const verdict = (address: string, caller?: AuthenticatedClient, config = site) => {
  try {
    allowFhirServer(address, caller, config);
    return 'allowed';
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-request', details: {} });
    expect(String(error)).not.toContain('example');
    return 'refused';
  }
};

describe('without client authentication the list of the site counts', () => {
  test.each([
    ['allowed', listed],
    ['allowed', `${listed}/`],
    ['allowed', 'HTTPS://FHIR.clinic.example.org:443/r4'],
    ['allowed', 'http://127.0.0.1:8080/fhir'],
    ['allowed', 'https://10.1.2.3/fhir'],
    ['allowed', 'https://10.1.515/fhir'],
    ['refused', 'https://fhir.clinic.example.org'],
    ['refused', `${listed}/tenant`],
    ['refused', `${listed}/../other`],
    ['refused', 'https://fhir.clinic.example.org/R4'],
    ['refused', 'https://fhir.clinic.example.org:8443/r4'],
    ['refused', 'http://fhir.clinic.example.org/r4'],
    ['refused', 'https://fhir.clinic.example.org.evil.example.org/r4'],
    ['refused', 'https://fhir.clinic.example.org@evil.example.org/r4'],
    ['refused', 'https://user@fhir.clinic.example.org/r4'],
    ['refused', 'https://user:pw@fhir.clinic.example.org/r4'],
    ['refused', 'https://@fhir.clinic.example.org/r4'],
    ['refused', `${listed}?x=1`],
    ['refused', `${listed}?`],
    ['refused', `${listed}#x`],
    ['refused', `${listed}#`],
    ['refused', ` ${listed}`],
    ['refused', `${listed}\n`],
    ['refused', 'http://10.1.2.3/fhir'],
    ['refused', 'https://10.1.2.4/fhir'],
    ['refused', 'https://169.254.169.254/latest'],
    ['refused', 'http://127.0.0.1:9200/'],
    ['refused', 'http://localhost:8080/fhir'],
    ['refused', 'http://[::1]:8080/fhir'],
    ['refused', 'http://[::ffff:127.0.0.1]:8080/fhir'],
    ['refused', 'file:///etc/passwd'],
    ['refused', 'ftp://fhir.clinic.example.org/r4'],
    ['refused', 'javascript:alert(1)'],
    ['refused', 'data:text/plain,x'],
    ['refused', '//fhir.clinic.example.org/r4'],
    ['refused', 'fhir.clinic.example.org/r4'],
    ['refused', ''],
  ])('%s: %j', (expected, address) => {
    expect(verdict(address)).toBe(expected);
  });
});

describe('with it only the list of the client that calls', () => {
  test.each([
    ['allowed', listed, client([listed])],
    ['refused', listed, client(['https://fhir.other.example.org/r4'])],
    ['refused', listed, client([])],
    ['refused', listed, client()],
    ['refused', 'http://fhir.clinic.example.org/r4', client(['http://fhir.clinic.example.org/r4'])],
    ['allowed', 'https://192.168.0.9/fhir', client(['https://192.168.0.9/fhir'])],
    ['refused', 'https://192.168.0.9/fhir', client(['https://192.168.0.8/fhir'])],
    ['refused', 'not an address', client(['not an address'])],
  ])('%s: %s', (expected, address, caller) => {
    expect(verdict(address, caller)).toBe(expected);
  });
});

describe('demo mode also allows this machine', () => {
  test.each([
    ['allowed', 'http://127.0.0.1:3000/fhir'],
    ['allowed', 'http://127.9.9.9/fhir'],
    ['allowed', 'http://2130706433/fhir'],
    ['allowed', 'http://localhost:3000/fhir'],
    ['allowed', 'http://[::1]:3000/fhir'],
    ['refused', 'http://127.0.0.1:3000/fhir?x'],
    ['refused', 'http://me@127.0.0.1:3000/fhir'],
    ['refused', 'http://localhost.example.org/fhir'],
    ['refused', 'https://localhost.evil.example.org/fhir'],
    ['refused', 'http://10.0.0.1/fhir'],
    ['refused', 'https://10.0.0.1/fhir'],
    ['refused', 'http://0.0.0.0:3000/fhir'],
    ['refused', 'http://169.254.169.254/'],
  ])('%s: %s', (expected, address) => {
    for (const caller of [undefined, client()])
      expect(verdict(address, caller, { demo: true, fhirServers: [] })).toBe(expected);
  });
});
