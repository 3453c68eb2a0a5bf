import { type AnyDecider, type Decision, day, Euros, factCodec, isRefusal, type Refusal } from '#kernel';
import { fiscalYearDecider } from '../fiscal-year/index.js';
import { installationDecider, type InstallationMode } from '../installation/index.js';
import {
  codeOn,
  nomenclatureDecider,
  type NomenclatureAxis,
  type NomenclatureState,
} from '../nomenclature/index.js';
import { schemeDecider, schemeInForce, type SchemeState } from '../scheme/index.js';
import { fictitiousNomenclature, referenceData, type ReferenceCommand } from './index.js';

const deciders: readonly AnyDecider[] = [
  installationDecider,
  schemeDecider,
  nomenclatureDecider,
  fiscalYearDecider,
];
const codec = factCodec(deciders.flatMap(({ definitions }) => definitions));
const act = {
  actor: 'account-1',
  role: 'administrateur',
  origin: { kind: 'typed' },
  now: '2016-01-04T12:00:00.000Z',
  today: day('2016-01-04'),
  commandId: 'command-1',
};

/** The states of all streams after the commands; throws the refusal of the first that is refused. */
function afterwards(commands: readonly ReferenceCommand[]): Map<string, unknown> {
  const states = new Map<string, unknown>();
  for (const { stream, command } of commands) {
    const decider = deciders.find(({ category }) => stream.startsWith(`${category}-`))!;
    const state: unknown = states.get(stream) ?? decider.initial;
    const answer = decider.decide(state, command, act as never, states) as Decision | Refusal;
    if (isRefusal(answer)) throw new Error(answer.code);
    states.set(
      stream,
      answer.facts.reduce<unknown>((before, { fact }) => {
        codec.encode(fact);
        return decider.evolve(before, { fact } as never);
      }, state),
    );
  }
  return states;
}

const loaded = (mode: InstallationMode) => afterwards(referenceData(mode));
const codes = (mode: InstallationMode, axis: NomenclatureAxis, keys: readonly string[]) => {
  const state = loaded(mode).get('nomenclature-national') as NomenclatureState;
  return keys.map(key => codeOn(state, axis, key, day('2016-10-14'))?.code);
};
const PAYEES = ['commune', 'epci', 'departement', 'region', 'eple'];

test('a production ledger holds the codes that the sources give, and no other', () => {
  expect(codes('production', 'activite', ['equipment', 'resources'])).toStrictEqual([
    '021404DI0205',
    undefined,
  ]);
  expect(codes('production', 'pce', PAYEES)).toStrictEqual([
    '653123',
    '653123',
    '653122',
    undefined,
    undefined,
  ]);
  expect(codes('production', 'groupe_marchandises', PAYEES)).toStrictEqual([
    '10.03.01',
    '10.03.01',
    '10.02.01',
    undefined,
    undefined,
  ]);
});

test('a demonstration holds fictitious codes besides, marked so', () => {
  expect(codes('demonstration', 'activite', ['equipment', 'resources'])).toStrictEqual([
    '021404DI0205',
    'FICTIF000000',
  ]);
  expect(codes('demonstration', 'pce', PAYEES)).toStrictEqual([
    '653123',
    '653123',
    '653122',
    undefined,
    '999999',
  ]);
  expect(fictitiousNomenclature.every(({ fictitious }) => fictitious)).toBe(true);
});

test('a production ledger refuses the fictitious codes', () => {
  const forged = fictitiousNomenclature.map(command => ({ stream: 'nomenclature-national', command }));
  expect(() => afterwards([...referenceData('production'), ...forged])).toThrow(
    'nomenclature_fictitious_outside_demonstration',
  );
});

test('the schemes of 2016 have the figures of the agreements', () => {
  const units = (code: string) =>
    schemeInForce(loaded('production').get(`scheme-${code}`) as SchemeState, day('2016-01-01'))!.flows.map(
      ({ flow, beneficiaryTypes, advanceRate, units: all }) => [
        flow,
        beneficiaryTypes.join(' '),
        advanceRate,
        ...all.map(({ unit, ceiling, rate, perSchoolMost }) =>
          [unit, ceiling, rate, Euros.product([ceiling, rate], 'down'), perSchoolMost ?? ''].join(' ').trim(),
        ),
      ],
    );
  expect(units('colleges_numeriques_2016_ecole')).toStrictEqual([
    ['equipment', 'commune epci', '0.5', 'classe_mobile 8000.00 0.5 4000.00 3'],
    ['resources', 'eple', '1', 'ecole 500.00 1 500.00 1'],
  ]);
  expect(units('colleges_numeriques_2016_college')).toStrictEqual([
    ['equipment', 'departement', '0.5', 'eleve 380.00 0.5 190.00', 'enseignant 380.00 1 380.00'],
    ['resources', 'eple', '1', 'eleve 30.00 1 30.00', 'enseignant 30.00 1 30.00'],
  ]);
});

test('the advance of 50 % warns, naming the text, and is not refused', () => {
  const state = loaded('production').get('scheme-colleges_numeriques_2016_ecole') as SchemeState;
  expect(
    state.versions.map(({ warnings }) => warnings.map(({ code, text }) => `${code}: ${text}`)),
  ).toStrictEqual([['advance_above_general_law: décret n° 99-1060 du 16 décembre 1999']]);
});

test('the fiscal years 2016 to 2026 are open', () => {
  const years = [...loaded('production')].filter(([stream]) => stream.startsWith('fiscalyear-'));
  expect(years).toEqual(
    Array.from({ length: 11 }, (_, index) => [
      `fiscalyear-${2016 + index}`,
      { year: 2016 + index, status: 'open' },
    ]),
  );
});
