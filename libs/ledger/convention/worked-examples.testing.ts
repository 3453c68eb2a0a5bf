import { type Day, day, Euros, instant, rate } from '#kernel';
import type { ConventionFact, DataOf, StoredConventionFact } from './convention.events.js';
import { type Trace, traced } from './trace.js';

/* The three worked examples as recorded facts, and a way to write others shortly. */

export const eur = (text: string): Euros => Euros.of(text);
export const noTrace: Trace = traced('test', '', {}, '0.00');

/** Writes histories: each fact with its effective date and, where it came late, the date of its recording. */
export class Recorder {
  readonly facts: StoredConventionFact[] = [];

  on(
    effectiveOn: string,
    fact: ConventionFact,
    more: { recordedOn?: string; fiscalYear?: number; actor?: string } = {},
  ): string {
    const version = this.facts.length + 1;
    const eventId = `event-${version}`;
    this.facts.push({
      fact,
      effectiveOn: day(effectiveOn),
      ...(more.fiscalYear === undefined ? {} : { fiscalYear: more.fiscalYear }),
      eventId,
      stream: 'convention-example',
      version,
      schemaVersion: 1,
      recordedAt: instant(`${more.recordedOn ?? effectiveOn}T12:00:00.000Z`),
      actor: more.actor ?? 'someone',
      role: 'gestionnaire',
      origin: { kind: 'typed' },
      basis: [],
      formula: 1,
      commandId: eventId,
      bodyHash: '',
      correlationId: eventId,
      position: BigInt(version),
    });
    return eventId;
  }
}

export const imputation: DataOf<'CommitmentRecorded'>['imputation'] = {
  programme: '0214',
  titre: '6',
  categorie: '63',
  action: '08',
  sousAction: '02',
  activite: '021404DI0205',
  pce: '653123',
  groupeMarchandises: '10.03.01',
  fondsDeConcours: '06.1.2.442',
};
const { activite: _, pce: __, groupeMarchandises: ___, ...axes } = imputation;

type Allocations = readonly (readonly [uai: string, quantity: number])[];

export function drafted(allocations: Allocations): ConventionFact {
  const advance = allocations.reduce((sum, [, quantity]) => sum + 2000n * BigInt(quantity), 0n);
  return {
    type: 'ConventionDrafted',
    data: {
      reference: 'EXEMPLE',
      title: 'Exemple',
      academie: 'grenoble',
      scheme: {
        stream: 'scheme-colleges_numeriques_2016_ecole',
        code: 'colleges_numeriques_2016_ecole',
        version: 1,
      },
      rounding: 'down',
      parties: [
        { id: 'academie', role: 'academie', name: 'Académie de Grenoble' },
        { id: 'commune', role: 'beneficiary', name: 'Crêts en Belledonne', legalType: 'commune' },
      ],
      visaRequired: false,
      validity: { years: 1 },
      noticeMonths: 3,
      schools: allocations.map(([uai]) => ({ uai, name: `École ${uai}` })),
      observations: [],
      fictitious: true,
      warnings: [],
      lines: [
        {
          id: 'equipment',
          flow: 'equipment',
          kind: 'on_expense',
          label: 'Équipement',
          payee: { legalType: 'commune', siret: '20005672500014', name: 'Crêts en Belledonne' },
          axes,
          advanceRate: rate('0.5'),
          tranches: [
            {
              id: '2016',
              label: '2016',
              advance: Euros.ofCents(advance * 100n),
              allocations: allocations.map(([uai, quantity]) => ({
                id: uai,
                uai,
                unit: 'classe_mobile',
                quantity,
                unitCeiling: eur('8000.00'),
                rate: rate('0.5'),
                maximum: Euros.ofCents(400_000n * BigInt(quantity)),
              })),
            },
          ],
        },
        {
          id: 'resources',
          flow: 'resources',
          kind: 'flat_grant',
          label: 'Ressources',
          payee: { legalType: 'eple', uai: '0380002W', name: 'Collège de référence' },
          axes,
          advanceRate: rate('1'),
          tranches: [
            {
              id: '2016',
              label: '2016',
              advance: eur('500.00'),
              allocations: [
                {
                  id: 'ecole',
                  uai: allocations[0]![0],
                  unit: 'ecole',
                  quantity: 1,
                  unitCeiling: eur('500.00'),
                  rate: rate('1'),
                  maximum: eur('500.00'),
                },
              ],
            },
          ],
        },
      ],
    },
  };
}

const equipment = { line: 'equipment', tranche: '2016' };
const resources = { line: 'resources', tranche: '2016' };
export const poste1 = { ej: '2101234567', poste: '1' };
export const poste2 = { ej: '2101234567', poste: '2' };

export function signed(party: string, complete: boolean): ConventionFact {
  return {
    type: 'ConventionSigned',
    data: { party, complete, ...(complete ? { validUntil: day('2017-10-14') } : {}) },
  };
}

export function committed(amount: string, of = equipment, poste = poste1): ConventionFact {
  return { type: 'CommitmentRecorded', data: { ...of, ...poste, amount: eur(amount), imputation } };
}

export function requested(
  payment: string,
  kind: DataOf<'PaymentRequested'>['kind'],
  amount: string,
  of = equipment,
  poste = poste1,
): ConventionFact {
  return {
    type: 'PaymentRequested',
    data: {
      payment,
      kind,
      ...of,
      ...poste,
      amount: eur(amount),
      dp: '100000001',
      account: 'account',
      trace: noTrace,
    },
  };
}

export function executed(
  payment: string,
  amount: string,
  of = equipment,
  correctsYear?: number,
): ConventionFact {
  const data = { payment, ...of, amount: eur(amount) };
  return { type: 'PaymentExecuted', data: correctsYear === undefined ? data : { ...data, correctsYear } };
}

export function released(amount: string): ConventionFact {
  return {
    type: 'CommitmentReleased',
    data: { ...equipment, ...poste1, amount: eur(amount), of: 'prior_years' },
  };
}

export function claimed(statement: string, amounts: readonly (readonly [string, string])[]): ConventionFact {
  return {
    type: 'ExpenseStatementSubmitted',
    data: {
      statement,
      ...equipment,
      certifiedExactOn: day('2017-03-01'),
      expenses: [],
      documents: [],
      claimed: amounts.map(([allocation, amount]) => ({ allocation, amount: eur(amount), quantity: 1 })),
    },
  };
}

export function certified(
  rows: readonly (readonly [
    allocation: string,
    accepted: string,
    quantity: number,
    cut: string,
    due: string,
  ])[],
  statement?: string,
): ConventionFact {
  return {
    type: 'ServiceFaitCertified',
    data: {
      certificate: 'certificate',
      ...equipment,
      final: true,
      cuts: [],
      invoices: [],
      trace: noTrace,
      ...(statement === undefined ? {} : { statement }),
      certified: rows.map(([allocation, accepted, quantity, cut, due]) => ({
        allocation,
        accepted: eur(accepted),
        quantity,
        cut: eur(cut),
        due: eur(due),
      })),
    },
  };
}

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

export const asDay = (text: string): Day => day(text);
