import { referenceNomenclature } from '../reference-data/nomenclature.js';
import { commit, Crets, draft, ECOLE, equipment, poste1, poste2, resources } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

const signed = new Crets();
const change = (
  type: 'RaiseCommitment' | 'LowerCommitment' | 'ReleaseCommitment',
  amount: string,
  date = '2016-10-20',
) => ({ type, on: on(date), ...equipment, ...poste1, amount: eur(amount) }) as const;

test('a commitment is booked on the full imputation of domain.md §6, and takes its EJ and poste', () => {
  signed.when(commit('4000.00')).decides({
    facts: [
      {
        fact: {
          type: 'CommitmentRecorded',
          data: {
            ...equipment,
            ...poste1,
            amount: eur('4000.00'),
            imputation: {
              programme: '0214',
              titre: '6',
              categorie: '63',
              action: '08',
              sousAction: '02',
              activite: '021404DI0205',
              pce: '653123',
              groupeMarchandises: '10.03.01',
              fondsDeConcours: '06.1.2.442',
            },
          },
        },
        effectiveOn: on('2016-10-14'),
        fiscalYear: 2016,
      },
    ],
    claims: [{ key: 'ej|2101234567|1', fact: 0 }],
  });
});

test('the codes of resources and of an EPLE are not in the sources: they must be supplied first', () => {
  const production = new Crets(draft(), { codes: referenceNomenclature });
  production
    .when(commit('500.00', resources, poste2))
    .refuses('nomenclature_code_missing', { axis: 'activite', key: 'resources', on: '2016-10-14' });
  production.fork().does(commit('4000.00'));
});

test('EJ, poste and amount are well formed, on a signed convention', () => {
  signed
    .when(commit('1.00', equipment, { ej: '210123456', poste: '1' }))
    .refuses('ej_malformed', { given: '210123456' });
  signed
    .when(commit('1.00', equipment, { ej: '2101234567', poste: '0' }))
    .refuses('poste_malformed', { given: '0' });
  signed.when(commit('0.00')).refuses('amount_zero', {});
  signed.when(commit('1.00', { line: 'x', tranche: '2016' })).refuses('line_unknown', { line: 'x' });
  signed.when(commit('1.00', equipment, poste1, '2016-10-13')).refuses('not_signed');
});

test('commitments never exceed the firm maximum: not the first cent above', () => {
  signed
    .when(commit('4000.01'))
    .refuses('commitment_above_maximum', { asked: '4000.01', room: '4000.00', maximum: '4000.00' });
  const fork = signed.fork();
  fork.does(commit('3999.99'));
  fork
    .when(change('RaiseCommitment', '0.02'))
    .refuses('commitment_above_maximum', { asked: '0.02', room: '0.01', maximum: '4000.00' });
  fork.does(change('RaiseCommitment', '0.01'));
});

test('a backdated commitment fits what was committed and reduced later', () => {
  const fork = signed.fork();
  fork.does(commit('1000.00', equipment, poste1, '2016-11-10'));
  fork.does({
    type: 'ReduceConvention',
    on: on('2016-11-12'),
    reason: 'x',
    decidedBy: 'Ministère',
    allocations: [{ ...equipment, id: `${ECOLE}-classe_mobile`, maximum: eur('3000.00') }],
  });
  const late = (amount: string) => commit(amount, equipment, { ej: '2101234568', poste: '1' }, '2016-10-20');
  fork
    .when(late('2000.01'))
    .refuses('commitment_above_maximum', { asked: '2000.01', room: '2000.00', maximum: '4000.00' });
  fork.does(late('2000.00'));
});

test('a release or a lowering takes what is left: committed − released − paid − pending, not a cent more', () => {
  const fork = Crets.advanced();
  for (const type of ['ReleaseCommitment', 'LowerCommitment'] as const) {
    fork
      .when(change(type, '2000.01', '2016-11-01'))
      .refuses('release_above_left', { asked: '2000.01', left: '2000.00' });
    fork
      .when({ ...change(type, '1.00', '2016-11-01'), poste: '7' })
      .refuses('poste_unknown', { ej: '2101234567', poste: '7' });
    fork.fork().does(change(type, '2000.00', '2016-11-01'));
  }
  fork
    .when(change('ReleaseCommitment', '2000.01', '2016-10-16'))
    .refuses('release_above_left', { asked: '2000.01', left: '2000.00' });
});

test('only a release of the year frees AE, unless it names the arrêté that says otherwise', () => {
  const fork = Crets.advanced();
  const of = (date: string, arrete?: string) => {
    const copy = fork.fork();
    copy.does({
      ...change('ReleaseCommitment', '250.00', date),
      ...(arrete === undefined ? {} : { arrete }),
    });
    return copy.history.facts.at(-1)!.fact.data;
  };
  expect(of('2016-12-31')).toMatchObject({ of: 'year' });
  expect(of('2017-03-28')).toMatchObject({ of: 'prior_years' });
  expect(of('2017-03-28', 'Arrêté du 1er mars 2017')).toMatchObject({ of: 'year' });
});

test('an EJ and poste stand once over all conventions', () => {
  const fork = signed.fork();
  fork.does(commit('1000.00'));
  expect(() => fork.does(commit('1000.00'))).toThrow('key_taken ej|2101234567|1');
});
