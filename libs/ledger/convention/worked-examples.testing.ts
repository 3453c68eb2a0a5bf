import type { StoredConventionFact } from './convention.events.js';
import {
  certified,
  claimed,
  committed,
  drafted,
  equipment,
  eur,
  executed,
  noTrace,
  poste2,
  Recorder,
  released,
  requested,
  resources,
  signed,
} from './facts.testing.js';

/* The three worked examples of the domain as recorded facts. */

/** Example 1: two years, late recording, cut, prior-year release, resources. */
export function example1(): readonly StoredConventionFact[] {
  const r = new Recorder();
  r.on('2016-10-14', drafted([['0382460T', 1]]));
  r.on('2016-10-14', signed('academie', false));
  r.on('2016-10-14', signed('commune', true));
  r.on('2016-10-14', committed('4000.00'));
  r.on('2016-10-14', committed('500.00', resources, poste2));
  r.on('2016-10-20', requested('advance', 'advance', '2000.00'));
  r.on('2016-10-20', requested('grant', 'grant', '500.00', resources, poste2));
  r.on('2016-10-27', executed('advance', '2000.00'), { recordedOn: '2016-11-03' });
  r.on('2016-10-27', executed('grant', '500.00', resources), { recordedOn: '2016-11-03' });
  r.on('2017-03-10', claimed('s1', [['0382460T', '8200.00']]));
  r.on('2017-03-10', certified([['0382460T', '7500.00', 1, '700.00', '3750.00']], 's1'));
  r.on('2017-03-14', requested('balance', 'balance', '1750.00'));
  r.on('2017-03-21', executed('balance', '1750.00'), { recordedOn: '2017-03-23' });
  r.on('2017-03-28', released('250.00'));
  const used = [{ allocation: 'ecole', amount: eur('430.00') }];
  r.on('2017-06-30', {
    type: 'ResourceUseDeclared',
    data: { use: 'u1', ...resources, final: true, used, documents: [] },
  });
  r.on('2017-06-30', {
    type: 'ResourceUseAccepted',
    data: {
      use: 'u1',
      ...resources,
      trace: noTrace,
      accepted: [{ allocation: 'ecole', amount: eur('430.00'), due: eur('430.00') }],
    },
  });
  r.on('2017-07-05', {
    type: 'ReversementOrdered',
    data: { order: 'o1', ...resources, amount: eur('70.00'), bases: noTrace, reason: 'Non utilisé' },
  });
  r.on('2017-07-20', {
    type: 'RepaymentReceived',
    data: { repayment: 'r1', order: 'o1', ...resources, amount: eur('70.00') },
  });
  return r.facts;
}

/** Example 2: a wrong amount, found before (A) or after (B) the close of its year. */
export function example2(when: 'A' | 'B'): readonly StoredConventionFact[] {
  const r = new Recorder();
  r.on('2016-10-14', drafted([['0382460T', 1]]));
  r.on('2016-10-14', signed('academie', false));
  r.on('2016-10-14', signed('commune', true));
  r.on('2016-10-14', committed('4000.00'));
  r.on('2016-10-20', requested('advance', 'advance', '2000.00'));
  r.on('2016-10-27', executed('advance', '2000.00'), { recordedOn: '2016-11-03' });
  r.on('2016-12-05', claimed('s1', [['0382460T', '8200.00']]));
  r.on('2016-12-05', certified([['0382460T', '7500.00', 1, '700.00', '3750.00']], 's1'));
  r.on('2016-12-14', requested('balance', 'balance', '1750.00'));
  const wrong = r.on('2016-12-21', executed('balance', '1570.00'), { recordedOn: '2016-12-22' });
  const reversal = {
    entry: wrong,
    entryType: 'PaymentExecuted',
    motive: 'Faute de frappe',
    originYear: 2016,
  };
  if (when === 'A') {
    const late = { recordedOn: '2017-01-12' };
    r.on('2016-12-21', { type: 'EntryReversed', data: { ...reversal, mode: 'erased' } }, late);
    r.on('2016-12-21', executed('balance', '1750.00'), late);
  } else {
    r.on('2017-02-15', { type: 'EntryReversed', data: { ...reversal, mode: 'corrected' } });
    r.on('2017-02-15', executed('balance', '1750.00', equipment, 2016));
  }
  r.on('2017-03-01', released('250.00'));
  return r.facts;
}

/** Example 3: three schools, quantity, common expense, shares, trop-perçu. */
export function example3(): readonly StoredConventionFact[] {
  const [a, b, c] = ['0380001V', '0380002W', '0380003X'];
  const r = new Recorder();
  r.on(
    '2016-10-14',
    drafted([
      [a, 2],
      [b, 1],
      [c, 1],
    ]),
  );
  r.on('2016-10-14', signed('academie', false));
  r.on('2016-10-14', signed('commune', true));
  r.on('2016-10-14', committed('16000.00'));
  r.on('2016-10-20', requested('advance', 'advance', '8000.00'));
  r.on('2016-10-27', executed('advance', '8000.00'));
  r.on(
    '2017-04-20',
    claimed('s1', [
      [a, '9333.33'],
      [b, '7500.01'],
      [c, '0.00'],
    ]),
  );
  r.on(
    '2017-04-20',
    certified(
      [
        [a, '9333.33', 1, '0.00', '4000.00'],
        [b, '7500.01', 1, '0.00', '3750.00'],
        [c, '0.00', 0, '0.00', '0.00'],
      ],
      's1',
    ),
  );
  r.on('2017-05-02', {
    type: 'ReversementOrdered',
    data: { order: 'o1', ...equipment, amount: eur('250.00'), bases: noTrace, reason: 'Trop-perçu' },
  });
  r.on('2017-05-10', released('8000.00'));
  r.on(
    '2017-06-12',
    {
      type: 'RepaymentReceived',
      data: { repayment: 'r1', order: 'o1', ...equipment, amount: eur('250.00') },
    },
    { recordedOn: '2017-06-14' },
  );
  return r.facts;
}

/** The facts known at the end of a day. */
export function knownOn(facts: readonly StoredConventionFact[], on: string): readonly StoredConventionFact[] {
  return facts.filter(({ recordedAt }) => recordedAt.slice(0, 10) <= on);
}
