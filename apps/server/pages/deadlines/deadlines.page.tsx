import type { Day } from '#kernel';
import { DEADLINES } from '#wording';
import type { DeadlineListAnswer } from '../../answers/deadlines.answer.js';
import type { Problem } from '../../problem/problem.js';
import type { Frame } from '../../request/frame.js';
import { Input, Select } from '../components/field.js';
import { Code, OnDay } from '../components/figures.js';
import { Files } from '../components/files.js';
import { Layout } from '../components/layout.js';
import { Banner, ErrorSummary } from '../components/messages.js';
import { Table } from '../components/table.js';
import { faultOf, linkTo, type Query } from '../query.js';

const PATH = '/echeances';
type Deadline = DeadlineListAnswer['rows'][number];

interface DeadlinesProps {
  readonly frame: Frame;
  readonly query: Query;
  readonly found?: DeadlineListAnswer | undefined;
  readonly problem?: Problem | undefined;
  readonly today: Day;
}

export function DeadlinesPage({ frame, query, found, problem, today }: DeadlinesProps) {
  const { cursor: _, ...filters } = query;
  return (
    <Layout frame={frame} title="Échéances" wide>
      <p class="none">
        Déduites des faits : fin de validité, préavis, état des dépenses, bilan financier, prescriptions,
        conservation des pièces. Les plus proches d’abord.
      </p>
      <ErrorSummary faults={problem ? [{ detail: problem.detail }] : []} />
      <form method="get" action={PATH} class="filters">
        <Input name="from" label="Du" type="date" value={query['from']} fault={faultOf(problem, 'from')} />
        <Input name="until" label="Au" type="date" value={query['until']} fault={faultOf(problem, 'until')} />
        <Select
          name="kind"
          label="Échéance"
          value={query['kind']}
          none="toutes"
          choices={Object.entries(DEADLINES).map(([value, text]) => ({ value, text }))}
          fault={faultOf(problem, 'kind')}
        />
        <Input
          name="academie"
          label="Académie"
          value={query['academie']}
          fault={faultOf(problem, 'academie')}
        />
        <Input name="body" label="SIRET ou UAI" value={query['body']} fault={faultOf(problem, 'body')} />
        <button>Afficher</button>
        <a href={PATH}>Tout effacer</a>
      </form>
      {found && (
        <>
          {found.incomplete.length > 0 && (
            <Banner kind="warning">
              Incomplet : des faits n’ont pas pu être lus ({found.incomplete.join(', ')}).
            </Banner>
          )}
          <Table<Deadline>
            caption="Échéances"
            empty="Aucune échéance dans cette période."
            rows={found.rows}
            columns={[
              {
                title: 'Le',
                show: ({ on }) => (
                  <>
                    <OnDay of={on} />
                    {on < today && <small>passée</small>}
                  </>
                ),
              },
              { title: 'Échéance', words: true, show: ({ kind }) => DEADLINES[kind] },
              {
                title: 'Convention',
                show: ({ convention, reference }) => <a href={`/conventions/${convention}`}>{reference}</a>,
              },
              { title: 'Académie', show: ({ academie }) => academie },
              {
                title: 'Bénéficiaire',
                words: true,
                show: ({ payeeKey, payeeName }) =>
                  payeeKey === null || payeeKey === undefined ? (
                    <span class="none">—</span>
                  ) : (
                    <>
                      {payeeName}
                      <small>
                        <Code>{payeeKey}</Code>
                      </small>
                    </>
                  ),
              },
            ]}
          />
          <div class="under">
            {query['cursor'] && <a href={linkTo(PATH, filters)}>Première page</a>}
            {found.cursor !== null && (
              <a href={linkTo(PATH, { ...filters, cursor: found.cursor })} rel="next">
                Page suivante
              </a>
            )}
            <Files what="les échéances" path={`${PATH}/fichier`} query={filters} />
          </div>
        </>
      )}
    </Layout>
  );
}
