import { Euros } from '#kernel';
import { day, euros, labelIn, PAYMENT_KINDS } from '#wording';
import { Table } from '../components/table.js';
import type { Recorded } from './recorded.js';

/** One thing that two persons did in turn. */
interface Turn {
  readonly what: string;
  readonly first?: Recorded | undefined;
  readonly second?: Recorded | undefined;
}

interface Data {
  readonly payment?: string;
  readonly order?: string;
  readonly account?: string;
  readonly kind?: string;
  readonly dp?: string;
  readonly amount?: Euros;
  readonly iban?: string;
  readonly final?: boolean;
}

const dataOf = ({ data }: Recorded) => data as Data;
const amountOf = ({ amount }: Data) => (amount === undefined ? '' : ` de ${euros(amount.toString())}`);

/** Each first fact of a type with the last of another that names the same thing. */
function turns(
  events: readonly Recorded[],
  [asked, done]: readonly [asked: string, done: string],
  by: 'payment' | 'order' | 'account',
  what: (data: Data) => string,
): readonly Turn[] {
  return events
    .filter(({ type }) => type === asked)
    .map(first => {
      const named = dataOf(first)[by];
      const second = events.findLast(event => event.type === done && dataOf(event)[by] === named);
      return { what: what(dataOf(first)), first, second };
    });
}

function allTurns(events: readonly Recorded[]): readonly Turn[] {
  return [
    ...turns(
      events,
      ['BankAccountRegistered', 'BankAccountConfirmed'],
      'account',
      ({ iban }) => `Compte ${iban}`,
    ),
    ...turns(
      events,
      ['PaymentRequested', 'PaymentExecuted'],
      'payment',
      data => `Paiement, ${labelIn(PAYMENT_KINDS, data.kind ?? '')}${amountOf(data)}, DP ${data.dp}`,
    ),
    ...events
      .filter(({ type }) => type === 'PaymentObserved')
      .map(second => ({ what: `Paiement constaté${amountOf(dataOf(second))}`, second })),
    ...events
      .filter(({ type }) => type === 'ServiceFaitCertified')
      .map(first => ({ what: `Service fait${dataOf(first).final ? ' final' : ''}`, first })),
    ...turns(
      events,
      ['ReversementOrdered', 'RepaymentReceived'],
      'order',
      data => `Ordre de reversement${amountOf(data)}`,
    ),
  ];
}

const said = (event: Recorded | undefined) =>
  event === undefined
    ? '—'
    : `${event.actor}, le ${day(event.effectiveOn)}${event.reversed ? ' (contre-passé)' : ''}`;

/** Who decided and who paid: two persons, for what takes two (décret n° 2012-1246, art. 9). */
export function WhoDidWhat({ events }: { readonly events: readonly Recorded[] }) {
  const done = allTurns(events);
  return (
    <Table<Turn>
      caption="Qui a décidé, qui a payé"
      empty="Rien qui demande deux personnes."
      rows={done}
      columns={[
        { title: 'Quoi', show: ({ what }) => what },
        { title: 'Demandé, constaté ou enregistré par', show: ({ first }) => said(first) },
        { title: 'Payé, reçu ou confirmé par', show: ({ second }) => said(second) },
        {
          title: 'Autorité qui a décidé',
          show: ({ first, second }) => first?.decidedBy ?? second?.decidedBy ?? 'l’académie',
        },
      ]}
    />
  );
}
