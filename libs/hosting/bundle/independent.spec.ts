import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { decodeRecord } from '#kernel';
import { type ConventionFactType, fecFormat, hledgerFormat, type StoredConventionFact } from '#ledger';
import { play, signed, steps } from '../../ledger/convention/random-history.testing.js';
import { journalFacts, journalText } from '../../ledger/journal/journalled.testing.js';
import { inOrder, recordsOf, type Written } from '../../read-models/recorded.testing.js';
import { codec } from '../ledger/rules.js';

/* The auditors' program, which shares no line with the ledger, writes the same journal from the same records. */

interface Replay {
  record(position: number, event: object): void;
  close(size: number, root: string): void;
}
type Outputs = Readonly<Record<'journal' | 'fec', (text: string) => void>>;
const independent = pathToFileURL(join(import.meta.dirname, '../../../auditor/verifier/journal.mjs')).href;
const { Replay } = (await import(independent)) as { Replay: new (outputs: Outputs) => Replay };

function byAuditors(records: readonly Written[]): { journal: string; fec: string } {
  const written = { journal: '', fec: '' };
  const replay = new Replay({
    journal: text => void (written.journal += text),
    fec: text => void (written.fec += text),
  });
  for (const [index, { text }] of records.entries()) replay.record(index + 1, JSON.parse(text) as object);
  replay.close(records.length, 'racine');
  return written;
}

function byTheLedger(records: readonly Written[]): { journal: string; fec: string } {
  const stored = records.map(
    ({ text }, index) => decodeRecord(text, BigInt(index + 1), codec) as StoredConventionFact,
  );
  const facts = journalFacts(stored);
  return { journal: journalText(hledgerFormat, facts), fec: journalText(fecFormat(), facts) };
}

const MONEY: readonly ConventionFactType[] = [
  'ConventionSigned',
  'AvenantSigned',
  'ConventionReduced',
  'CommitmentRecorded',
  'CommitmentRaised',
  'CommitmentLowered',
  'CommitmentReleased',
  'PaymentRequested',
  'PaymentCancelled',
  'PaymentRejected',
  'PaymentExecuted',
  'PaymentReturned',
  'PaymentReissued',
  'PaymentObserved',
  'ServiceFaitCertified',
  'ResourceUseAccepted',
  'ReversementOrdered',
  'ReversementCut',
  'ReversementCancelled',
  'ReversementWrittenOff',
  'RepaymentReceived',
  'EntryReversed',
];

test('random lives of conventions: both programs write the same journal and the same FEC, byte for byte', () => {
  const reached = new Set<string>();
  const life = fc.record({ played: steps, interim: fc.boolean() });
  fc.assert(
    fc.property(fc.array(life, { minLength: 2, maxLength: 3 }), lives => {
      const histories = lives.map(({ played, interim }, index) => {
        const crets = signed(interim);
        play(crets, played);
        return recordsOf(`R ${index}`, crets.history.facts);
      });
      const records = inOrder(...histories);
      const ours = byTheLedger(records);
      const theirs = byAuditors(records);
      expect(theirs.journal.split('\n')).toStrictEqual(ours.journal.split('\n'));
      expect(theirs.fec.split('\n')).toStrictEqual(ours.fec.split('\n'));
      for (const [, type] of ours.journal.matchAll(/^ {4}; fait: (\w+)$/gm)) reached.add(type!);
    }),
    { seed: 20161014, numRuns: 60, endOnFailure: true },
  );
  expect(MONEY.filter(type => !reached.has(type))).toStrictEqual([]);
});
