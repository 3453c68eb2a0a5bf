import { day } from '#kernel';
import type { Account } from './account.js';
import {
  mayActOnLine,
  maySeeAcademie,
  maySeeBody,
  maySeeConvention,
  perimeterOf,
  sightOf,
} from './perimeter.js';

const COMMUNE = '21380439400019';
const today = day('2017-03-01');
const equipment = { payee: { siret: COMMUNE }, schools: ['0382460T', '0382461U'] };
const resources = { payee: { uai: '0380002W' }, schools: ['0382460T'] };
const crets = { academie: 'grenoble', lines: [equipment, resources] };
const framework = { academie: 'grenoble', lines: [] };

const staff = (academies: Account['academies']) =>
  perimeterOf({ id: 's', role: 'gestionnaire', academies, bodies: [] }, today);
const tresorierOf = (...bodies: Account['bodies']) =>
  perimeterOf({ id: 't', role: 'tresorier', academies: [], bodies }, today);
const keeps = (key: string) => tresorierOf({ key, from: day('2016-01-01') });

describe('staff and auditors see the conventions of their académies', () => {
  test('whole, and those of no other', () => {
    expect(maySeeConvention(staff(['grenoble']), crets)).toBe(true);
    expect(sightOf(staff(['grenoble']), 'grenoble', resources)).toBe('whole');
    expect(maySeeConvention(staff(['lyon', 'nice']), crets)).toBe(false);
    expect(sightOf(staff(['lyon']), 'grenoble', resources)).toEqual([]);
    expect(maySeeConvention(staff([]), crets)).toBe(false);
  });

  test('or of all, where they are given all', () => {
    expect(staff('*')).toEqual({ kind: 'everything' });
    expect(maySeeConvention(staff('*'), crets)).toBe(true);
    expect(maySeeConvention(staff('*'), framework)).toBe(true);
  });
});

describe('a tresorier sees the bodies whose accounts they keep', () => {
  test('the lines paid to the commune, not the line paid to the collège', () => {
    const perimeter = keeps(COMMUNE);
    expect(maySeeConvention(perimeter, crets)).toBe(true);
    expect(sightOf(perimeter, 'grenoble', equipment)).toBe('whole');
    expect(sightOf(perimeter, 'grenoble', resources)).toEqual([]);
  });

  test('the line paid to the collège, not the lines of the commune', () => {
    const perimeter = keeps('0380002W');
    expect(sightOf(perimeter, 'grenoble', resources)).toBe('whole');
    expect(sightOf(perimeter, 'grenoble', equipment)).toEqual([]);
  });

  test('on a line paid to another, the share of their school and no other share', () => {
    const perimeter = keeps('0382461U');
    expect(sightOf(perimeter, 'grenoble', equipment)).toEqual(['0382461U']);
    expect(maySeeConvention(perimeter, crets)).toBe(true);
    expect(mayActOnLine(perimeter, 'grenoble', equipment)).toBe(false);
  });

  test('and acts on the lines paid to them only', () => {
    expect(mayActOnLine(keeps(COMMUNE), 'grenoble', equipment)).toBe(true);
    expect(mayActOnLine(keeps(COMMUNE), 'grenoble', resources)).toBe(false);
  });

  test('nothing of a convention without line, of another body, or of an académie as such', () => {
    expect(maySeeConvention(keeps(COMMUNE), framework)).toBe(false);
    expect(maySeeConvention(keeps('21380001200011'), crets)).toBe(false);
    expect(maySeeAcademie(keeps(COMMUNE), 'grenoble')).toBe(false);
    expect(maySeeBody(keeps(COMMUNE), COMMUNE)).toBe(true);
    expect(maySeeBody(keeps(COMMUNE), '21380001200011')).toBe(false);
  });

  test('an académie written on their account opens nothing', () => {
    const account: Account = { id: 't', role: 'tresorier', academies: '*', bodies: [] };
    expect(maySeeConvention(perimeterOf(account, today), crets)).toBe(false);
  });

  test.each([
    ['from the first day', { from: day('2017-03-01') }, true],
    ['not the day before', { from: day('2017-03-02') }, false],
    ['to the last day', { from: day('2016-01-01'), until: day('2017-03-01') }, true],
    ['not the day after', { from: day('2016-01-01'), until: day('2017-02-28') }, false],
  ])('%s', (_, dates, seen) => {
    expect(maySeeConvention(tresorierOf({ key: COMMUNE, ...dates }), crets)).toBe(seen);
  });
});
