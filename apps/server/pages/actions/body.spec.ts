import type { ActField } from './action.js';
import { amountOf, bodyOf } from './body.js';

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
