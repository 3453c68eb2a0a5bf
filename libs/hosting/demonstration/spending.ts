import { type Day, Euros, rate } from '#kernel';
import { type CertifyServiceFait, dueOfAllocation, type SubmitStatement } from '#ledger';
import { fictitiousSiret } from './identifiers.js';
import type { GrantedLine } from './project.js';

/** What is spent on every school, as a share of its units and ceiling: "0.95" is 95 %. */
export interface Spent {
  readonly share: string;
}

type Expenses = SubmitStatement['expenses'];

interface Buyer {
  readonly equipment: GrantedLine;
  readonly story: { readonly nth: number };
  on(days: number): Day;
}

/** One expense per school and unit, each with its invoice, delivered well before the statement. */
export function expensesOf(buyer: Buyer, days: number, { share }: Spent): Expenses {
  const { equipment, story } = buyer;
  return equipment.allocations.map(({ id, unit, quantity, unitCeiling }, index) => {
    const amount = Euros.product([quantity, unitCeiling, rate(share)], 'down');
    return {
      label: LABELS[unit] ?? 'Équipements numériques mobiles',
      allocations: [id],
      amount,
      quantity,
      deliveredOn: buyer.on(Math.min(days - 20, 60 + index)),
      invoice: {
        supplierSiret: fictitiousSiret(900_000 + (story.nth % 5)),
        number: `FA-${story.nth}-${days}-${index + 1}`,
        total: amount,
      },
    };
  });
}

/** What these expenses make due, less the cuts. */
export function dueFor(
  { allocations }: GrantedLine,
  expenses: Expenses,
  cuts: CertifyServiceFait['cuts'],
): Euros {
  return Euros.sum(
    allocations.map((allocation, index) => {
      const { amount, quantity } = expenses[index]!;
      const cut = Euros.sum(cuts.filter(({ expense }) => expense === index + 1).map(part => part.amount));
      return dueOfAllocation(allocation, amount.minus(cut), quantity, 'down');
    }),
  );
}

const LABELS: Readonly<Record<string, string>> = {
  classe_mobile: 'Classe mobile (tablettes, chariot de recharge, borne wifi)',
  eleve: 'Tablettes des élèves',
  enseignant: 'Tablettes des enseignants',
};
