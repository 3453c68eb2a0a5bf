import { day, euros } from '#wording';
import type { ConventionAnswer } from '../../answers/convention.answer.js';
import { Amount } from '../components/figures.js';
import { Table } from '../components/table.js';
import { paperOf } from '../convention/links.js';

interface Owed {
  readonly of: ConventionAnswer;
  readonly line: ConventionAnswer['lines'][number];
  readonly tranche: ConventionAnswer['lines'][number]['tranches'][number];
}

/** What is to be repaid, and why: what was paid, what is due, the orders that claim the difference. */
export function ToRepay({
  repaid,
  payee,
}: {
  readonly repaid: readonly ConventionAnswer[];
  readonly payee: string;
}) {
  const rows = repaid.flatMap(of =>
    of.lines
      .filter(line => (line.payee.siret ?? line.payee.uai) === payee)
      .flatMap(line =>
        line.tranches
          .filter(({ balances: { toOrder, orderOpen } }) => toOrder !== '0.00' || orderOpen !== '0.00')
          .map((tranche): Owed => ({ of, line, tranche })),
      ),
  );
  if (rows.length === 0) return null;
  return (
    <>
      <h3>Ce qui est à reverser, et pourquoi</h3>
      <Table<Owed>
        caption="Ce qui est à reverser, et pourquoi"
        empty=""
        rows={rows}
        columns={[
          {
            title: 'Convention',
            show: ({ of, line, tranche }) => (
              <>
                <a href={`/conventions/${of.id}`}>{of.reference}</a>
                <small>
                  {line.label}, {tranche.label}
                </small>
              </>
            ),
          },
          { title: 'Payé', figure: true, show: ({ tranche }) => <Amount of={tranche.balances.paid} /> },
          {
            title: 'Déjà reversé',
            figure: true,
            show: ({ tranche }) => <Amount of={tranche.balances.repaid} />,
          },
          { title: 'Dû', figure: true, show: ({ tranche }) => <Amount of={tranche.balances.due} /> },
          {
            title: 'Ordonné, non reversé',
            figure: true,
            show: ({ tranche }) => <Amount of={tranche.balances.orderOpen} />,
          },
          {
            title: 'Pas encore ordonné',
            figure: true,
            show: ({ tranche }) => <Amount of={tranche.balances.toOrder} />,
          },
          { title: 'Bases de la liquidation', words: true, show: Orders },
        ]}
      />
    </>
  );
}

function Orders({ of, line, tranche }: Owed) {
  const own = of.repaymentOrders.filter(
    order => order.line === line.line && order.tranche === tranche.tranche,
  );
  if (own.length === 0) return <>payé au-delà de ce qui est dû ; aucun ordre n’est encore émis</>;
  return (
    <>
      {own.map(({ id, orderedOn, amount }) => (
        <div>
          <a href={paperOf(of, 'ordre', id)}>
            ordre du {day(orderedOn)} : {euros(amount)} (PDF)
          </a>
        </div>
      ))}
    </>
  );
}
