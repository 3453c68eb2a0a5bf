import type { ActField } from './action.js';
import { amountOf, bodyOf, rateOf, rowsIn } from './body.js';

const field = (name: string, kind: ActField['kind'] = 'text', more: Partial<ActField> = {}): ActField => ({
  name,
  label: name,
  kind,
  ...more,
});

test.each([
  ['2 000,00', '2000.00'],
  ['2\u202F000,5 €', '2000.50'],
  ['2000', '2000.00'],
  ['0,01', '0.01'],
])('an amount typed as %j is sent as %s', (typed, sent) => {
  expect(amountOf(typed)).toBe(sent);
});

test.each(['-1', '1e3', '1,234', '0x10', '12,', 'mille'])(
  '%j is left to the rules, which refuse it',
  typed => {
    expect(amountOf(typed)).toBe(typed);
  },
);

test('fields left empty are left out; what the act is about is added', () => {
  const fields = [
    field('on', 'day'),
    field('ground.text'),
    field('amount', 'amount'),
    field('final', 'flag'),
  ];
  const values = { on: '14/10/2016', 'ground.text': '  ', amount: '1 750', final: 'oui' };
  expect(bodyOf(fields, values, { line: 'equipment' }).body).toStrictEqual({
    line: 'equipment',
    on: '2016-10-14',
    amount: '1750.00',
    final: true,
  });
});

test('rows where nothing was typed are left out, and a fault finds its field', () => {
  const row = (index: number) => [
    field(`expenses.${index}.label`),
    field(`expenses.${index}.allocations`, 'choice', { list: true }),
    field(`expenses.${index}.amount`, 'amount'),
  ];
  const values = {
    'expenses.0.allocations': 'a',
    'expenses.1.allocations': 'a|b',
    'expenses.1.label': 'Câbles',
  };
  const { body, fieldAt } = bodyOf([...row(0), ...row(1)], values, { expenses: [] });
  expect(body).toStrictEqual({ expenses: [{ label: 'Câbles', allocations: ['a', 'b'] }] });
  expect(fieldAt.get('/expenses/0/amount')).toBe('expenses.1.amount');
});

test.each([
  ['50 %', '0.5'],
  ['100 %', '1'],
  ['0 %', '0'],
  ['5%', '0.05'],
  ['33,33 %', '0.3333'],
  ['110 %', '1.1'],
  ['0,5', '0.5'],
  ['moitié', 'moitié'],
])('a share typed as %j is sent as %s', (typed, sent) => {
  expect(rateOf(typed)).toBe(sent);
});

test('a row that is not meant is left out, and its question is no part of the body', () => {
  const fields = [0, 1].flatMap(row => [
    field(`firm.${row}.line`, 'fixed'),
    field(`firm.${row}.meant`, 'keep'),
  ]);
  const values = {
    'firm.0.line': 'equipment',
    'firm.0.meant': 'non',
    'firm.1.line': 'resources',
    'firm.1.meant': 'oui',
  };
  expect(bodyOf(fields, values).body).toEqual({ firm: [{ line: 'resources' }] });
});

test('a form shows the rows that it holds, and more where they are asked for', () => {
  expect(rowsIn({}, 'posts', 4)).toBe(4);
  expect(rowsIn({ 'posts.5.post': '' }, 'posts', 4)).toBe(6);
  expect(rowsIn({ ajouter: 'posts' }, 'posts', 4)).toBe(7);
  expect(rowsIn({ ajouter: 'tranches' }, 'posts', 4)).toBe(4);
});
