import type { WaitingKind } from '#read-models';
import { WAITING_KINDS } from '#rendering';
import { quantity } from '#wording';
import type { Problem } from '../../problem/problem.js';
import type { Frame } from '../../request/frame.js';
import { AsOfFields } from '../components/as-of.js';
import { Input } from '../components/field.js';
import { Amount, Figure } from '../components/figures.js';
import { Layout } from '../components/layout.js';
import { ErrorSummary } from '../components/messages.js';
import { Table } from '../components/table.js';
import { faultOf, linkTo, type Query } from '../query.js';
import { type AcademieYear, SUMMED } from './dashboard.js';

const TITLES: Readonly<Record<(typeof SUMMED)[number], string>> = {
  opening: 'Reste à payer au 1er janvier',
  committed: 'AE engagées',
  paid: 'CP payés',
  closing: 'Reste à payer au 31 décembre',
  charges: 'dont charges à payer',
  recovered: 'Reversements encaissés',
};

interface DashboardProps {
  readonly frame: Frame;
  readonly query: Query;
  readonly lines?: readonly AcademieYear[] | undefined;
  readonly problem?: Problem | undefined;
}

export function DashboardPage({ frame, query, lines, problem }: DashboardProps) {
  const { year = '' } = query;
  const asOf = { effectiveOn: query['effectiveOn'], knownAt: query['knownAt'] };
  const academieOf = ({ academie }: AcademieYear) => (
    <a href={linkTo('/conventions', { academie, ...asOf })}>{academie}</a>
  );
  return (
    <Layout frame={frame} title={`Tableau de bord ${/^\d{4}$/.test(year) ? year : ''}`} wide>
      <ErrorSummary faults={problem ? [{ detail: problem.detail }] : []} />
      <form method="get" action="/tableau-de-bord" class="filters">
        <Input
          name="year"
          label="Exercice"
          value={year}
          inputMode="numeric"
          fault={faultOf(problem, 'year')}
        />
        <AsOfFields query={query} problem={problem} />
        <button>Afficher</button>
      </form>
      {lines && (
        <>
          <h2>L’exercice</h2>
          <Table<AcademieYear>
            caption={`Exercice ${year} par académie, en euros`}
            empty="Rien dans votre périmètre."
            rows={lines}
            columns={[
              { title: 'Académie', show: academieOf },
              { title: 'Conventions', figure: true, show: ({ conventions }) => quantity(conventions) },
              ...SUMMED.map(key => ({
                title: `${TITLES[key]} (€)`,
                figure: true as const,
                show: ({ figures }: AcademieYear) => <Figure of={figures[key]} />,
              })),
              {
                title: 'Détail',
                show: ({ academie }) => (
                  <a
                    href={linkTo('/etats/imputations', { year, academie, level: 'convention', ...asOf })}
                    aria-label={`État d’imputation ${year} de l’académie ${academie}`}
                  >
                    état d’imputation
                  </a>
                ),
              },
            ]}
          />
          <h2>Ce qui attend, à cette date</h2>
          <Table<AcademieYear>
            caption="Ce qui attend, par académie"
            empty="Rien n’attend."
            rows={lines.filter(({ waiting }) => Object.keys(waiting).length > 0)}
            columns={[
              { title: 'Académie', show: academieOf },
              ...(Object.keys(WAITING_KINDS) as WaitingKind[]).map(kind => ({
                title: WAITING_KINDS[kind],
                figure: true as const,
                show: ({ academie, waiting }: AcademieYear) => (
                  <Waits of={waiting[kind]} kind={kind} academie={academie} />
                ),
              })),
            ]}
          />
        </>
      )}
    </Layout>
  );
}

interface WaitsProps {
  readonly of: AcademieYear['waiting'][WaitingKind];
  readonly kind: WaitingKind;
  readonly academie: string;
}

function Waits({ of, kind, academie }: WaitsProps) {
  if (!of) return <span class="none">—</span>;
  return (
    <>
      <a
        href={linkTo('/etats/en-attente', { academie, kind })}
        aria-label={`${WAITING_KINDS[kind]}, académie ${academie} : ${of.count}`}
      >
        {quantity(of.count)}
      </a>
      <small>
        <Amount of={of.amount} />
      </small>
    </>
  );
}
