import { day, instant } from '#kernel';
import { type History, historyOf, knownAt, latestState } from '#ledger';
import { loadInMemory } from '../../libs/hosting/demonstration/loading.testing.js';
import { plain } from './io.testing.js';
import { replayed } from './replay.js';
import { table } from './table.js';

const TODAY = day('2026-11-21');
let crets: History;
beforeAll(async () => {
  const { conventions } = await loadInMemory();
  crets = conventions
    .map(facts => historyOf(facts))
    .find(history => latestState(history).draft?.reference === 'CRETS-2016')!;
});

const shown = (history: History, effectiveOn?: string) =>
  replayed(history, effectiveOn === undefined ? undefined : day(effectiveOn), TODAY).map(plain);
const known = (on: string) => knownAt(crets, instant(`${on}T22:00:00.000Z`));

test('columns are as wide as what they hold, numbers on the right', () => {
  const lines = table(
    [{ title: 'Fait' }, { title: 'Payé', align: 'right' }],
    [
      ['Convention signée', '0,00'],
      ['Paiement', '12 000,00'],
    ],
  );
  expect(lines).toEqual([
    'Fait                    Payé',
    '─────────────────  ─────────',
    'Convention signée       0,00',
    'Paiement           12 000,00',
  ]);
});

test('each fact stands with its two dates, who recorded it, and the figures after it', () => {
  const lines = shown(crets);
  expect(lines[0]).toMatch(/^CRETS-2016 {2}Convention de partenariat/);
  expect(lines[1]).toMatch(/^État : Clôturée\./);
  const late = lines.filter(line => line.startsWith('27/10/2016  03/11/2016'));
  expect(late.map(line => line.split(/ {2,}/))).toEqual([
    [
      '27/10/2016',
      '03/11/2016 09:00:00',
      'demo-ordonnateur',
      'Paiement exécuté : 2 000,00',
      '4 500,00',
      '4 500,00',
      '500,00',
      '2 000,00',
      '0,00',
      '0,00',
      '0,00',
      '2 500,00',
    ],
    [
      '27/10/2016',
      '03/11/2016 09:07:00',
      'demo-ordonnateur',
      'Paiement exécuté : 500,00',
      '4 500,00',
      '4 500,00',
      '0,00',
      '2 500,00',
      '0,00',
      '0,00',
      '0,00',
      '2 000,00',
    ],
  ]);
  expect(
    lines
      .find(line => line.includes('Commune de Crêts en Belledonne  2016'))
      ?.split(/ {2,}/)
      .slice(3),
  ).toEqual(['4 000,00', '4 000,00', '0,00', '3 750,00', '3 750,00', '0,00', '0,00', '0,00']);
});

test('what was recorded later is not shown as known', () => {
  const lines = shown(known('2016-10-31'));
  expect(lines[1]).toMatch(/^État : Échue\./);
  expect(lines.join('\n')).not.toContain('Paiement exécuté');
  expect(lines.filter(line => line.includes('Paiement demandé'))).toHaveLength(2);
});

test('what took effect later is left out, and the state is that of the day', () => {
  const lines = shown(crets, '2016-10-31');
  expect(lines[1]).toMatch(/^État : Signée\./);
  expect(lines.filter(line => line.includes('Paiement exécuté'))).toHaveLength(2);
  expect(lines.join('\n')).not.toContain('Service fait');
  expect(shown(crets, '2016-01-31')).toEqual(['Rien n’avait encore pris effet à cette date.']);
});
