import { createHash } from 'node:crypto';
import { day, decodeRecord, encodeRecord, Euros, factCodec, instant, type Unstamped } from '#kernel';
import { conventionFacts } from './convention.events.js';

/* The bytes of one Crêts event, fixed for ever (docs/adr/2026-11-21-record-bytes.md). */

const codec = factCodec(Object.values(conventionFacts));

const execution: Unstamped = {
  fact: {
    type: 'PaymentExecuted',
    data: { payment: 'p-1', line: 'equipment', tranche: '2016', amount: Euros.of('2000.00') },
  },
  effectiveOn: day('2016-10-27'),
  fiscalYear: 2016,
  ground: { chorus: '100000001' },
  eventId: '5b1f6c8e-0f6a-5d0a-9a55-3c0f2f6f7a01',
  stream: 'convention-8d2a3a4e-3a3e-5a55-8c1d-0a4a5c9b7e11',
  version: 9,
  schemaVersion: 1,
  actor: 'demo-gestionnaire',
  role: 'gestionnaire',
  origin: { kind: 'typed' },
  basis: [{ stream: 'fiscalyear-2016', version: 1 }],
  formula: 1,
  commandId: '49652ccc-bb1a-5423-ba2e-d581d090593c',
  bodyHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  correlationId: 'c-1',
};
const recordedAt = instant('2016-11-03T09:12:44.120Z');

const TEXT =
  '{"actor":"demo-gestionnaire","basis":[{"stream":"fiscalyear-2016","version":1}],' +
  '"bodyHash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",' +
  '"commandId":"49652ccc-bb1a-5423-ba2e-d581d090593c","correlationId":"c-1",' +
  '"data":{"amount":"2000.00","line":"equipment","payment":"p-1","tranche":"2016"},' +
  '"effectiveOn":"2016-10-27","eventId":"5b1f6c8e-0f6a-5d0a-9a55-3c0f2f6f7a01","fiscalYear":2016,"form":1,' +
  '"formula":1,"ground":{"chorus":"100000001"},"origin":{"kind":"typed"},' +
  '"recordedAt":"2016-11-03T09:12:44.120Z","role":"gestionnaire","schemaVersion":1,' +
  '"stream":"convention-8d2a3a4e-3a3e-5a55-8c1d-0a4a5c9b7e11","type":"PaymentExecuted","version":9}';

test('an execution is recorded as exactly these bytes', () => {
  expect(encodeRecord(execution, recordedAt, codec)).toBe(TEXT);
});

test('its leaf is SHA-256 of 0x00 and the bytes (RFC 6962)', () => {
  const leaf = createHash('sha256')
    .update(new Uint8Array([0]))
    .update(TEXT, 'utf8')
    .digest('hex');
  expect(leaf).toBe('5e089c16c038f6014fdb19dfe024c432d3dd29515933d3be6125822c7b969e0b');
});

test('the bytes read back are the same fact, and written again the same bytes', () => {
  const read = decodeRecord(TEXT, 42n, codec);
  expect(read).toStrictEqual({ ...execution, recordedAt, position: 42n });
  expect(encodeRecord(read, read.recordedAt, codec)).toBe(TEXT);
});
