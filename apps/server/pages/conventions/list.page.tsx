import { Euros } from '#kernel';
import type { Balance, Conventions, ListedConvention } from '#read-models';
import { euros, STAGES } from '#wording';
import type { Problem } from '../../problem/problem.js';
import type { Frame } from '../../request/frame.js';
import { AsOfBanner, AsOfFields } from '../components/as-of.js';
import { Input, Select } from '../components/field.js';
import { Figure, OnDay } from '../components/figures.js';
import { Files } from '../components/files.js';
import { Layout } from '../components/layout.js';
import { Banner, ErrorSummary } from '../components/messages.js';
import { State } from '../components/state.js';
import { Table, type TableColumn } from '../components/table.js';
import { faultOf, linkTo, type Query } from '../query.js';
import type { NextStep } from './next-step.js';

const LIST = '/conventions';

interface ListProps {
  readonly frame: Frame;
  readonly query: Query;
  readonly found?: Conventions | undefined;
  readonly problem?: Problem | undefined;
  readonly steps: ReadonlyMap<string, NextStep>;
  /** Whether they may draft one. */
  readonly drafts: boolean;
}

export function ListPage({ frame, query, found, problem, steps, drafts }: ListProps) {
  const { cursor: _, ...filters } = query;
  return (
    <Layout frame={frame} title="Conventions" wide>
      <ErrorSummary faults={problem ? [{ detail: problem.detail }] : []} />
      {drafts && (
        <p class="no-print">
          <a class="button" href="/conventions/nouvelle">
            Rédiger une convention
          </a>
        </p>
      )}
      <Filters query={query} problem={problem} />
      {found && (
        <>
          <AsOfBanner
            effectiveOn={found.effectiveOn}
            knownAt={found.knownAt}
            now={linkTo(LIST, { ...filters, effectiveOn: null, knownAt: null })}
          />
          {found.incomplete.length > 0 && (
            <Banner kind="warning">
              Incomplet : des faits n’ont pas pu être lus ({found.incomplete.join(', ')}).
            </Banner>
          )}
          <Table
            caption="Conventions"
            columns={columnsOf(query, steps)}
            rows={found.conventions}
            empty="Aucune convention ne répond à cette recherche."
          />
          <div class="under">
            {query['cursor'] && <a href={linkTo(LIST, filters)}>Première page</a>}
            {found.cursor !== null && (
              <a href={linkTo(LIST, { ...filters, cursor: found.cursor })} rel="next">
                Page suivante
              </a>
            )}
            <Files what="la liste, toutes pages" path={`${LIST}/fichier`} query={filters} />
          </div>
        </>
      )}
    </Layout>
  );
}

function Filters({ query, problem }: Pick<ListProps, 'query' | 'problem'>) {
  const stages = Object.entries(STAGES).filter(([stage]) => stage !== 'none');
  return (
    <form method="get" action={LIST} class="filters" role="search">
      <Input
        name="search"
        label="Recherche"
        type="search"
        value={query['search']}
        fault={faultOf(problem, 'search')}
      />
      <Input
        name="academie"
        label="Académie"
        value={query['academie']}
        fault={faultOf(problem, 'academie')}
      />
      <Select
        name="stage"
        label="État"
        value={query['stage']}
        none="tous"
        choices={stages.map(([value, text]) => ({ value, text }))}
        fault={faultOf(problem, 'stage')}
      />
      <AsOfFields query={query} problem={problem} />
      {query['sort'] && <input type="hidden" name="sort" value={query['sort']} />}
      <button>Chercher</button>
      <a href={LIST}>Tout effacer</a>
    </form>
  );
}

function columnsOf(
  query: Query,
  steps: ReadonlyMap<string, NextStep>,
): readonly TableColumn<ListedConvention>[] {
  const { cursor: _, sort = 'reference', ...filters } = query;
  const sortable = (key: string, title: string) => ({
    title: <a href={linkTo(LIST, { ...filters, sort: key })}>{title}</a>,
    ...(sort === key
      ? { sorted: key === 'reference' ? ('ascending' as const) : ('descending' as const) }
      : {}),
  });
  const balance = (key: Balance, title: string): TableColumn<ListedConvention> => ({
    ...sortable(key, title),
    figure: true,
    show: ({ balances }) => <Figure of={balances[key]} />,
  });
  const asOf = { effectiveOn: query['effectiveOn'], knownAt: query['knownAt'] };
  return [
    {
      ...sortable('reference', 'Convention'),
      show: ({ id, reference, title }) => (
        <>
          <a href={linkTo(`${LIST}/${id}`, asOf)}>{reference}</a>
          <small>{title}</small>
        </>
      ),
    },
    { title: 'Signée le', show: ({ signedOn }) => <OnDay of={signedOn} /> },
    balance('maximum', 'Montant (€)'),
    balance('committed', 'Engagé (€)'),
    balance('paid', 'Payé (€)'),
    balance('outstanding', 'Reste à payer (€)'),
    {
      ...sortable('toOrder', 'À reverser (€)'),
      figure: true,
      show: ({ balances: { toOrder, orderOpen } }) => (
        <>
          <Figure of={Euros.of(toOrder).plus(Euros.of(orderOpen)).toString()} />
          {Euros.of(orderOpen).isPositive && <small>dont ordonné {euros(orderOpen)}</small>}
        </>
      ),
    },
    {
      title: 'État',
      show: ({ stage, incomplete }) => (
        <>
          <State of={stage} />
          {incomplete && <small>incomplet</small>}
        </>
      ),
    },
    {
      title: 'Prochaine étape',
      words: true,
      show: ({ id }) => {
        const step = steps.get(id);
        return step ? (
          <>
            {step.act}
            <small>
              {step.holder}
              {step.since && (
                <>
                  , depuis le <OnDay of={step.since} />
                </>
              )}
            </small>
          </>
        ) : (
          <span class="none">—</span>
        );
      },
    },
  ];
}
