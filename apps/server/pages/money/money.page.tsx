import type { BodyBalanceAnswer } from '../../answers/body.answer.js';
import type { ConventionAnswer } from '../../answers/convention.answer.js';
import type { DeadlinesAnswer } from '../../answers/history.answer.js';
import type { Outstanding } from '#read-models';
import { ACT_HOLDERS, MISSING_ACTS, WAITING_KINDS } from '#rendering';
import { labelIn, PAYMENT_KINDS, PAYMENT_STATUSES } from '#wording';
import type { Frame } from '../../request/frame.js';
import { AsOfBanner, AsOfFields } from '../components/as-of.js';
import { Input } from '../components/field.js';
import { Amount, Code, Figure, OnDay } from '../components/figures.js';
import { Files } from '../components/files.js';
import { Layout } from '../components/layout.js';
import { Table } from '../components/table.js';
import { type Query } from '../query.js';
import { ToRepay } from './to-repay.js';

/** The account of a body, what waits on it, and until when. */
export interface BodyMoney {
  readonly key: string;
  /** Absent: no convention pays it. */
  readonly balance?: BodyBalanceAnswer;
  readonly waiting: readonly Outstanding[];
  /** By convention. */
  readonly deadlines: ReadonlyMap<string, DeadlinesAnswer>;
  /** The conventions on which something is to be repaid. */
  readonly repaid: readonly ConventionAnswer[];
}

interface MoneyProps {
  readonly frame: Frame;
  readonly path: string;
  readonly query: Query;
  readonly bodies: readonly BodyMoney[];
}

export function MoneyPage({ frame, path, query, bodies }: MoneyProps) {
  const { effectiveOn = null, knownAt = null } = bodies.find(({ balance }) => balance)?.balance ?? {};
  return (
    <Layout frame={frame} title="Où en est mon argent ?" wide>
      <AsOfBanner effectiveOn={effectiveOn} knownAt={knownAt} now={path} />
      <form method="get" action={path} class="filters">
        <Input
          name="paiement"
          label="Retrouver un paiement (montant ou DP)"
          type="search"
          value={query['paiement']}
        />
        <AsOfFields query={query} />
        <button>Chercher</button>
        <a href={path}>Tout effacer</a>
      </form>
      {bodies.length === 0 && (
        <p class="none">Votre compte ne tient les comptes d’aucun organisme aujourd’hui.</p>
      )}
      {bodies.map(body => (
        <Body body={body} query={query} />
      ))}
    </Layout>
  );
}

function Body({ body, query }: { readonly body: BodyMoney; readonly query: Query }) {
  const { key, balance, waiting, deadlines, repaid } = body;
  if (!balance) {
    return (
      <section>
        <h2>
          <Code>{key}</Code>
        </h2>
        <p class="none">Aucune convention ne paie cet organisme.</p>
      </section>
    );
  }
  const figures = [
    ['Attribué', balance.awarded],
    ['Payé', balance.paid],
    ['Encore à venir, au plus', balance.stillToCome],
    ['Payé et à justifier', balance.missing],
    ['À reverser', balance.toRepay],
  ] as const;
  return (
    <section>
      <h2>
        {balance.name} <Code>{key}</Code>
      </h2>
      <ul class="keys">
        {figures.map(([title, amount]) => (
          <li>
            {title}
            <b>
              <Amount of={amount} />
            </b>
          </li>
        ))}
      </ul>
      <h3>Ce qui est attendu</h3>
      <Waiting waiting={waiting} deadlines={deadlines} />
      <ToRepay repaid={repaid} payee={key} />
      <h3>Par convention</h3>
      <Lines balance={balance} deadlines={deadlines} />
      <h3>{query['paiement'] ? 'Paiements trouvés' : 'Paiements'}</h3>
      <Payments balance={balance} wanted={query['paiement'] ?? ''} />
      <p class="no-print">
        <Files what="le relevé" path={`/organismes/${key}/releve`} query={asOfQuery(query)} />
      </p>
    </section>
  );
}

interface LinesProps extends Pick<BodyMoney, 'deadlines'> {
  readonly balance: BodyBalanceAnswer;
}

/** Until when the body may do what is missing. */
function dueOn({ missing, convention }: Outstanding, deadlines: BodyMoney['deadlines']): string | undefined {
  const known = deadlines.get(convention);
  if (missing === 'expense_statement') return known?.statementDue;
  return missing === 'use_declaration' ? known?.useDue : undefined;
}

function Waiting({ waiting, deadlines }: Pick<BodyMoney, 'waiting' | 'deadlines'>) {
  return (
    <Table<Outstanding>
      caption="Ce qui est attendu, de qui, depuis quand"
      empty="Rien n’est attendu."
      rows={waiting}
      columns={[
        {
          title: 'Convention',
          show: ({ convention, reference }) => <a href={`/conventions/${convention}`}>{reference}</a>,
        },
        { title: 'En attente', show: ({ kind }) => WAITING_KINDS[kind] },
        { title: 'Montant (€)', figure: true, show: ({ amount }) => <Figure of={amount} /> },
        { title: 'Il manque', words: true, show: ({ missing }) => MISSING_ACTS[missing] },
        { title: 'De qui', show: ({ missing }) => ACT_HOLDERS[missing] },
        { title: 'Depuis le', show: ({ since }) => <OnDay of={since} /> },
        {
          title: 'Au plus tard le',
          show: row => <OnDay of={dueOn(row, deadlines)} />,
        },
      ]}
    />
  );
}

function Lines({ balance, deadlines }: LinesProps) {
  return (
    <Table<BodyBalanceAnswer['lines'][number]>
      caption="Par convention et par volet, en euros"
      empty="Aucun volet."
      rows={balance.lines}
      columns={[
        {
          title: 'Convention (€)',
          show: ({ convention, reference, label }) => (
            <>
              <a href={`/conventions/${convention}`}>{reference}</a>
              <small>{label}</small>
            </>
          ),
          total: 'Total',
        },
        {
          title: 'Attribué',
          figure: true,
          show: ({ awarded }) => <Figure of={awarded} />,
          total: <Figure of={balance.awarded} />,
        },
        {
          title: 'Demandé',
          figure: true,
          show: ({ pending }) => <Figure of={pending} />,
          total: <Figure of={balance.pending} />,
        },
        {
          title: 'Payé',
          figure: true,
          show: ({ paid }) => <Figure of={paid} />,
          total: <Figure of={balance.paid} />,
        },
        {
          title: 'Reversé',
          figure: true,
          show: ({ repaid }) => <Figure of={repaid} />,
          total: <Figure of={balance.repaid} />,
        },
        {
          title: 'Encore à venir',
          figure: true,
          show: ({ stillToCome }) => <Figure of={stillToCome} />,
          total: <Figure of={balance.stillToCome} />,
        },
        {
          title: 'Fin de validité',
          show: ({ convention }) => <OnDay of={deadlines.get(convention)?.endOfValidity} />,
        },
        {
          title: 'À justifier',
          figure: true,
          show: ({ missing }) => <Figure of={missing} />,
          total: <Figure of={balance.missing} />,
        },
        {
          title: 'À reverser',
          figure: true,
          show: ({ toRepay }) => <Figure of={toRepay} />,
          total: <Figure of={balance.toRepay} />,
        },
      ]}
    />
  );
}

type PaymentOf = BodyBalanceAnswer['lines'][number]['payments'][number] & {
  readonly reference: string;
  readonly convention: string;
};

/** Its amount, or a part of its DP. */
function isWanted({ dp, amount, executedAmount }: PaymentOf, wanted: string): boolean {
  const text = wanted.replaceAll(/[\s\u00A0\u202F€]/g, '').replace(',', '.');
  const [whole, cents = ''] = text.split('.');
  const exact = `${whole}.${cents.padEnd(2, '0')}`;
  return text === '' || dp.includes(text) || amount === exact || executedAmount === exact;
}

function paymentsOf(balance: BodyBalanceAnswer): readonly PaymentOf[] {
  return balance.lines.flatMap(({ payments, reference, convention }) =>
    payments.map(payment => Object.assign({}, payment, { reference, convention })),
  );
}

function Payments({ balance, wanted }: { readonly balance: BodyBalanceAnswer; readonly wanted: string }) {
  return (
    <Table<PaymentOf>
      caption="Paiements"
      empty={wanted === '' ? 'Aucun paiement.' : 'Aucun paiement n’a ce montant ni ce numéro de DP.'}
      rows={paymentsOf(balance).filter(payment => isWanted(payment, wanted))}
      columns={[
        { title: 'DP', show: ({ dp }) => <Code>{dp}</Code> },
        {
          title: 'Convention',
          show: ({ convention, reference }) => <a href={`/conventions/${convention}`}>{reference}</a>,
        },
        { title: 'Nature', show: ({ kind }) => labelIn(PAYMENT_KINDS, kind) },
        { title: 'Demandé le', show: ({ requestedOn }) => <OnDay of={requestedOn} /> },
        { title: 'Demandé', figure: true, show: ({ amount }) => <Amount of={amount} /> },
        { title: 'Payé le', show: ({ executedOn }) => <OnDay of={executedOn} /> },
        {
          title: 'Payé',
          figure: true,
          show: ({ executedAmount }) =>
            executedAmount === null ? <span class="none">—</span> : <Amount of={executedAmount} />,
        },
        { title: 'Situation', show: ({ status }) => labelIn(PAYMENT_STATUSES, status) },
      ]}
    />
  );
}

const asOfQuery = ({ effectiveOn, knownAt }: Query): Query => ({
  ...(effectiveOn === undefined ? {} : { effectiveOn }),
  ...(knownAt === undefined ? {} : { knownAt }),
});
