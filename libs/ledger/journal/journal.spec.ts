import { Euros } from '#kernel';
import fc from 'fast-check';
import {
  dueOf,
  dueUnpaidOf,
  maximumOf,
  outstandingOf,
  paidOf,
  pendingOf,
  stateAt,
  type StoredConventionFact,
  toOrderOf,
  type Tranche,
} from '../convention/index.js';
import { Crets, expense } from '../convention/crets.testing.js';
import { eur, on } from '../convention/journey.testing.js';
import { play, signed, steps } from '../convention/random-history.testing.js';
import { ACCOUNTS, type AccountName } from './accounts.js';
import { fecFormat } from './fec.js';
import { hledgerFormat } from './hledger.js';
import { journalFacts, journalText } from './journalled.testing.js';
import { type Transaction, transactionsOf } from './transactions.js';

const transactions = (facts: readonly StoredConventionFact[]) => journalFacts(facts).flatMap(transactionsOf);

/** What the postings of an account under a convention's line come to, in euros. */
function balance(entries: readonly Transaction[], name: string, line = '', until = '2199-12-31'): string {
  let cents = 0n;
  for (const { on: date, postings } of entries) {
    if (date > until) continue;
    for (const { account, place, amount } of postings) {
      if (ACCOUNTS[account]!.name.startsWith(name) && place.includes(`:${line}`)) cents += amount;
    }
  }
  return Euros.ofCents(cents).toString();
}

/** One line of text per posting of the last fact. */
function lastEntry(crets: Crets): readonly string[] {
  const [last] = journalFacts(crets.history.facts).slice(-1);
  return transactionsOf(last!).flatMap(({ on: date, postings }) =>
    postings.map(({ account, amount }) => `${date} ${ACCOUNTS[account]!.name} ${Euros.ofCents(amount)}`),
  );
}

describe('an entry', () => {
  test('an advance is paid: the commitment is used, the Treasury paid, nothing is proven yet', () => {
    expect(lastEntry(Crets.advanced())).toStrictEqual([
      '2016-10-27 horsbilan:engagements -2000.00',
      '2016-10-27 horsbilan:demandes -2000.00',
      '2016-10-27 horsbilan:contrepartie:paiements 2000.00',
      '2016-10-27 horsbilan:contrepartie:demandes 2000.00',
      '2016-10-27 actif:avances 2000.00',
      '2016-10-27 actif:tresor:paiements -2000.00',
    ]);
  });

  test('service fait of 7 500.00: the charge is due, the advance proven, the balance owed', () => {
    const crets = Crets.advanced();
    crets.certifies('2017-03-10', [expense('7500.00')]);
    expect(lastEntry(crets)).toStrictEqual([
      '2017-03-10 actif:avances -2000.00',
      '2017-03-10 passif:soldes -1750.00',
      '2017-03-10 charges:intervention 3750.00',
    ]);
    crets.pays('balance', '2017-03-14', '2017-03-21');
    expect(lastEntry(crets)).toContain('2017-03-21 passif:soldes 1750.00');
  });

  test('service fait of 3 000.00: what is above the due is to be ordered, is ordered, comes back', () => {
    const crets = Crets.advanced();
    crets.certifies('2017-03-10', [expense('3000.00')]);
    expect(lastEntry(crets)).toStrictEqual([
      '2017-03-10 actif:avances -2000.00',
      '2017-03-10 actif:indus 500.00',
      '2017-03-10 charges:intervention 1500.00',
    ]);
    const place = { line: 'equipment', tranche: '2016' };
    const order = crets.does({ type: 'OrderReversement', on: on('2017-04-03'), ...place, reason: 'x' });
    expect(lastEntry(crets)).toStrictEqual([
      '2017-04-03 actif:indus -500.00',
      '2017-04-03 actif:reversements 500.00',
    ]);
    crets.does({ type: 'ReceiveRepayment', on: on('2017-05-02'), order, amount: eur('500.00') });
    expect(lastEntry(crets)).toStrictEqual([
      '2017-05-02 actif:reversements -500.00',
      '2017-05-02 actif:tresor:recouvrements 500.00',
    ]);
  });

  test('a reversal in the open year posts the opposite of its entry, at the date of the entry', () => {
    const crets = Crets.advanced();
    const paid = lastEntry(crets);
    crets.does({
      type: 'ReverseEntry',
      on: on('2016-11-02'),
      entry: crets.lastEntry('PaymentExecuted'),
      motive: 'Saisie en double',
    });
    const opposite = (line: string) =>
      line.replace(/ (-?)(\d+\.\d\d)$/, (_, sign, n) => ` ${sign ? '' : '-'}${n}`);
    expect(lastEntry(crets)).toStrictEqual(paid.map(opposite));
  });

  test('a reversal in a closed year stands in the columns of corrections, at its own date', () => {
    const crets = Crets.advanced();
    crets.year(2016, 'closed');
    crets.does({
      type: 'ReverseEntry',
      on: on('2017-02-02'),
      entry: crets.lastEntry('PaymentExecuted'),
      motive: 'Saisie en double',
    });
    expect(lastEntry(crets)).toContain('2017-02-02 horsbilan:contrepartie:corrections-paiements -2000.00');
    expect(balance(transactions(crets.history.facts), 'horsbilan:contrepartie:paiements')).toBe('2000.00');
  });
});

/** Each balance of a tranche, and the accounts that must come to it. */
const FIGURES: readonly (readonly [
  name: string,
  of: (tranche: Tranche) => Euros,
  ...accounts: AccountName[],
])[] = [
  ['maximum', maximumOf, 'horsbilan:octrois'],
  ['reste à payer', outstandingOf, 'horsbilan:engagements'],
  ['pending', pendingOf, 'horsbilan:demandes'],
  ['due', dueOf, 'charges:intervention'],
  ['paid', tranche => paidOf(tranche).negated(), 'actif:tresor:paiements'],
  [
    'repaid',
    tranche => tranche.repaid,
    'actif:tresor:recouvrements',
    'actif:tresor:corrections-recouvrements',
  ],
  ['order open', tranche => tranche.orderOpen, 'actif:reversements'],
  ['written off', tranche => tranche.writtenOff, 'charges:non-valeurs'],
  ['to order', toOrderOf, 'actif:indus'],
  ['due and unpaid', tranche => dueUnpaidOf(tranche).negated(), 'passif:soldes'],
  ['credits restored', tranche => tranche.creditsRestored, 'horsbilan:retablissements'],
  [
    'consumed',
    tranche => tranche.consumed,
    'horsbilan:contrepartie:paiements',
    'horsbilan:contrepartie:corrections-paiements',
  ],
  [
    'committed less released',
    tranche => outstandingOf(tranche).plus(tranche.consumed).negated(),
    'horsbilan:contrepartie:engagements',
    'horsbilan:contrepartie:degagements-annee',
    'horsbilan:contrepartie:degagements-anterieurs',
    'horsbilan:contrepartie:corrections-engagements',
  ],
];

const params = { seed: 20161014, numRuns: 60, endOnFailure: true };
const asked = fc.record({ played: steps, interim: fc.boolean(), look: fc.nat() });

test('random lives: every transaction balances, and on any day the accounts are our own balances', () => {
  let dated = 0;
  fc.assert(
    fc.property(asked, ({ played, interim, look }) => {
      const crets = signed(interim);
      play(crets, played);
      const { history } = crets;
      const entries = transactions(history.facts);
      for (const { postings } of entries) {
        expect(postings.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
      }
      const days = ['2199-12-31', history.facts[look % history.facts.length]!.effectiveOn];
      for (const until of days) {
        const { lines, signedOn } = stateAt(history, on(until));
        if (!signedOn) continue;
        for (const { id, tranches } of lines) {
          for (const [name, of, ...accounts] of FIGURES) {
            const cents = accounts.reduce(
              (sum, account) => sum + Euros.of(balance(entries, account, id, until)).cents,
              0n,
            );
            expect([until, id, name, Euros.ofCents(cents).toString()]).toStrictEqual([
              until,
              id,
              name,
              of(tranches[0]!).toString(),
            ]);
          }
        }
        dated += 1;
      }
    }),
    params,
  );
  expect(dated).toBeGreaterThan(100);
});

describe('the text', () => {
  const crets = Crets.advanced();
  crets.certifies('2017-03-10', [expense('7500.00')]);
  crets.pays('balance', '2017-03-14', '2017-03-21');
  const facts = journalFacts(crets.history.facts);

  test('the whole journal of a longer log begins with that of a shorter one', () => {
    const entries = (upTo: number) =>
      journalText(hledgerFormat, facts.slice(0, upTo)).split(/^(?:.*\(SOLDES\)|; Fin du journal)/m)[0]!;
    const whole = entries(facts.length);
    for (let upTo = 1; upTo < facts.length; upTo += 1) expect(whole.startsWith(entries(upTo))).toBe(true);
  });

  test('an exercice begins with what the one before left, and both end at the same balances', () => {
    const closing = (text: string) =>
      [...text.matchAll(/^ {4}(\S+) {2}0\.00 EUR = (.*)$/gm)].map(([, ...at]) => at);
    const whole = closing(journalText(hledgerFormat, facts)).filter(([, amount]) => amount !== '0.00 EUR');
    const year = closing(journalText(hledgerFormat, facts, 2017)).filter(
      ([, amount]) => amount !== '0.00 EUR',
    );
    expect(year).toStrictEqual(whole);
    const text = journalText(hledgerFormat, facts, 2017);
    expect(text).toMatch(/^2017-01-01 \(AN\) À nouveau, CRETS-2016~1$/m);
    expect(text).not.toMatch(/^2016-/m);
  });

  test('the FEC has eighteen columns, balances, and numbers its entries without gap', () => {
    for (const year of [undefined, 2016, 2017]) {
      const [head, ...lines] = journalText(fecFormat(), facts, year).slice(0, -1).split('\n');
      expect(head!.split('\t')).toHaveLength(18);
      const sums = new Map<number, bigint>();
      for (const line of lines) {
        const cells = line.split('\t');
        expect(cells).toHaveLength(18);
        const cents = (cell: string) => BigInt(cell.replace(',', ''));
        const number = Number(cells[2]);
        sums.set(number, (sums.get(number) ?? 0n) + cents(cells[11]!) - cents(cells[12]!));
      }
      expect([...sums.keys()]).toStrictEqual([...sums.keys()].map((_, index) => index + 1));
      expect([...sums.values()].every(sum => sum === 0n)).toBe(true);
    }
  });
});
