import type { Outstanding } from '#read-models';
import { dashboardOf } from './dashboard.js';

const figures = (paid: string) => ({
  opening: '0.10',
  committed: '0.20',
  releasedOfYear: '0.00',
  releasedOfPrior: '0.00',
  pending: '0.00',
  paid,
  commitmentCorrections: '0.00',
  paymentCorrections: '0.00',
  closing: '0.00',
  ofWhichNotDue: '0.00',
  charges: '0.00',
  recovered: '0.00',
  recoveredCorrections: '0.00',
  ofWhichCreditsRestored: '0.00',
});
const row = (academie: string, convention: string, paid: string) => ({
  at: { academie, convention },
  figures: figures(paid),
});
const waits = (academie: string, kind: Outstanding['kind'], amount: string) =>
  ({ academie, kind, amount }) as Outstanding;

test('one line per académie: exact sums, each convention counted once, what waits beside', () => {
  const rows = [
    row('lyon', 'c', '0.10'),
    row('grenoble', 'a', '0.10'),
    row('grenoble', 'a', '0.20'),
    row('grenoble', 'b', '-0.05'),
  ];
  const lines = dashboardOf({ rows }, [
    waits('lyon', 'to_request', '1.10'),
    waits('lyon', 'to_request', '2.20'),
    waits('rennes', 'to_order', '5.00'),
  ]);
  expect(
    lines.map(({ academie, conventions, figures: { opening, paid }, waiting }) => [
      academie,
      conventions,
      opening,
      paid,
      waiting,
    ]),
  ).toStrictEqual([
    ['grenoble', 2, '0.30', '0.25', {}],
    ['lyon', 1, '0.10', '0.10', { to_request: { count: 2, amount: '3.30' } }],
    ['rennes', 0, '0.00', '0.00', { to_order: { count: 1, amount: '5.00' } }],
  ]);
});
