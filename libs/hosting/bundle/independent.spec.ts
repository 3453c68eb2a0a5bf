import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { decodeRecord, Euros, rate, type Rounding } from '#kernel';
import {
  type ConventionFactType,
  fecFormat,
  hledgerFormat,
  referenceSchemes,
  type StoredConventionFact,
} from '#ledger';
import { commit, Crets, draft, ECOLE, expense, resources } from '../../ledger/convention/crets.testing.js';
import { eur, on } from '../../ledger/convention/journey.testing.js';
import { cohorts, playCohorts } from '../../ledger/convention/random-cohorts.testing.js';
import { play, signed, steps } from '../../ledger/convention/random-history.testing.js';
import { askCredits, notified, playPlan } from '../../ledger/convention/random-plans.testing.js';
import { journalFacts, journalText } from '../../ledger/journal/journalled.testing.js';
import { inOrder, recordsOf, type Written } from '../../read-models/recorded.testing.js';
import { codec } from '../ledger/rules.js';

/* The auditors' program, which shares no line with the ledger, writes the same journal from the same records. */

interface Replay {
  record(position: number, event: object): void;
  close(size: number, root: string): void;
}
type Outputs = Readonly<Record<'journal' | 'fec', (text: string) => void>>;
interface Shares {
  atRate(amount: bigint, rate: string, rounding: Rounding): bigint;
  split(amount: bigint, weights: readonly bigint[]): bigint[];
}
const program = async (name: string): Promise<unknown> =>
  import(pathToFileURL(join(import.meta.dirname, '../../../auditor/verifier', name)).href);
const { Replay } = (await program('journal.mjs')) as { Replay: new (outputs: Outputs) => Replay };
const shares = (await program('shares.mjs')) as Shares;

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

const OF_PLANS: readonly ConventionFactType[] = [
  'TrancheMadeFirm',
  'TrancheAbandoned',
  'HeadCountObserved',
  'AvenantSigned',
  'GrantNotified',
  'GrantReassigned',
];

test('random lives of cohorts and of notified credits: both programs write the same', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(steps, steps, (ofCohorts, ofCredits) => {
      const counted = cohorts();
      playCohorts(counted, ofCohorts);
      const credits = notified();
      playPlan(credits, ofCredits, '2025-10-21', askCredits);
      const histories = [counted, credits].map(({ history }, index) =>
        recordsOf(`P ${index}`, history.facts),
      );
      const records = inOrder(...histories);
      const ours = byTheLedger(records);
      const theirs = byAuditors(records);
      expect(theirs.journal.split('\n')).toStrictEqual(ours.journal.split('\n'));
      expect(theirs.fec.split('\n')).toStrictEqual(ours.fec.split('\n'));
      for (const [, type] of ours.journal.matchAll(/^ {4}; fait: (\w+)$/gm)) reached.add(type!);
    }),
    { seed: 20160901, numRuns: 60, endOnFailure: true },
  );
  expect(OF_PLANS.filter(type => !reached.has(type))).toStrictEqual([]);
});

test('a cap per school, minima at the end and a project by expense: both programs write the same', () => {
  const { flows, ...scheme } = referenceSchemes.find(({ code }) => code === 'label_ecoles_numeriques_2020')!;
  const capped = {
    ...scheme,
    code: 'essai_minima',
    validFrom: on('2016-01-01'),
    flows: flows.map(flow => ({ ...flow, perSchool: { ...flow.perSchool, testedAtEnd: true } })),
  };
  const unit = flows[0]!.units[0]!.unit;
  for (const amount of ['2999.99', '3000.00', '9000.00', '16000.00']) {
    const [line] = draft().lines;
    const allocations = [{ uai: ECOLE, unit, quantity: 1, expense: eur('16000.00') }];
    const lines = [{ ...line!, tranches: [{ id: '2016', label: '2016', allocations }] }];
    const crets = new Crets(draft(undefined, { scheme: { code: capped.code }, lines }), {
      schemes: [capped],
    });
    crets.does(commit('7000.00'));
    crets.certifies('2016-12-15', [expense(amount, { allocations: [`${ECOLE}-${unit}`] })]);
    const records = recordsOf(`MINIMA ${amount}`, crets.history.facts);
    const ours = byTheLedger(records);
    expect(byAuditors(records)).toStrictEqual(ours);
    const due = amount === '2999.99' ? undefined : { '3000.00': '1500.00', '9000.00': '4500.00' }[amount];
    const posted = /charges:intervention:\S+ {2}(\S+) EUR/.exec(ours.journal)?.[1];
    expect(posted).toBe(amount === '16000.00' ? '7000.00' : due);
  }
});

test('a grant of which a part was kept: both programs write the same', () => {
  const crets = Crets.committed();
  crets.pays('grant', '2016-10-20', '2016-10-27');
  const used = [{ allocation: `${ECOLE}-ecole`, amount: eur('430.00') }];
  const dated = { on: on('2017-06-30'), ...resources };
  const use = crets.does({ type: 'DeclareUse', ...dated, final: true, used, documents: [] });
  crets.does({ type: 'AcceptUse', on: on('2017-06-30'), use });
  crets.does({ type: 'AuthoriseCarryOver', ...dated, amount: eur('70.00'), reason: 'Report' });
  const records = recordsOf('REPORT', crets.history.facts);
  const ours = byTheLedger(records);
  expect(byAuditors(records)).toStrictEqual(ours);
  expect(ours.journal).toMatch(
    /Report de la dotation autorisé[^]*actif:avances:REPORT~1:\S+ {2}70\.00 EUR\n/,
  );
});

describe('amounts, in both programs', () => {
  const cents = fc.bigInt({ min: 0n, max: 99_999_999_99n });

  test('are rounded alike', () => {
    const rates = fc.constantFrom('0.5', '0.8', '1', '0.333333', '0.05', '0');
    fc.assert(
      fc.property(cents, rates, fc.constantFrom<Rounding>('down', 'half-up'), (amount, of, rounding) => {
        const ours = Euros.product([Euros.ofCents(amount), rate(of)], rounding).cents;
        expect(shares.atRate(amount, of, rounding)).toBe(ours);
      }),
    );
    expect(shares.atRate(3333n, '0.5', 'half-up')).toBe(1667n);
  });

  test('are shared alike', () => {
    fc.assert(
      fc.property(
        cents,
        fc.boolean(),
        fc.array(cents, { minLength: 1, maxLength: 6 }),
        (size, less, weights) => {
          const amount = less ? -size : size;
          const ours = Euros.ofCents(amount)
            .split(weights)
            .map(share => share.cents);
          expect(shares.split(amount, weights)).toStrictEqual(ours);
        },
      ),
    );
  });
});
