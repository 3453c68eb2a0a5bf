import type { Cell, ColumnKind } from '#rendering';
import { decimal, percent, quantity } from '#wording';
import type { Problem } from '../../problem/problem.js';
import type { Frame } from '../../request/frame.js';
import { AsOfBanner, AsOfFields } from '../components/as-of.js';
import { Input, Select } from '../components/field.js';
import { Code, Figure, OnDay } from '../components/figures.js';
import { Layout } from '../components/layout.js';
import { Banner, ErrorSummary } from '../components/messages.js';
import { Table, type TableColumn } from '../components/table.js';
import { faultOf, linkTo, type Query } from '../query.js';
import { type Report, REPORTS, type Shown, type ShownTable } from './report.js';

export function ReportsPage({ frame }: { readonly frame: Frame }) {
  return (
    <Layout frame={frame} title="États">
      <dl>
        {REPORTS.flatMap(({ key, title, about }) => [
          <dt>
            <a href={`/etats/${key}`}>{title}</a>
          </dt>,
          <dd>{about}</dd>,
        ])}
      </dl>
    </Layout>
  );
}

interface ReportProps {
  readonly frame: Frame;
  readonly report: Report;
  readonly query: Query;
  readonly shown?: Shown | undefined;
  readonly problem?: Problem | undefined;
}

export function ReportPage({ frame, report, query, shown, problem }: ReportProps) {
  const path = `/etats/${report.key}`;
  return (
    <Layout frame={frame} title={report.title} wide>
      <p class="none">{report.about}</p>
      <ErrorSummary faults={problem ? [{ detail: problem.detail }] : []} />
      <form method="get" action={path} class="filters">
        {report.filters.map(({ name, label, choices }) => {
          const common = { name, label, value: query[name], fault: faultOf(problem, name) };
          return choices ? <Select {...common} none="tous" choices={choices} /> : <Input {...common} />;
        })}
        <AsOfFields query={query} problem={problem} />
        <button>Afficher</button>
        <a href={path}>Tout effacer</a>
      </form>
      {shown && (
        <>
          <AsOfBanner
            effectiveOn={shown.effectiveOn}
            knownAt={shown.knownAt}
            now={linkTo(path, { ...query, effectiveOn: null, knownAt: null })}
          />
          {shown.incomplete.length > 0 && (
            <Banner kind="warning">
              Incomplet : des faits n’ont pas pu être lus ({shown.incomplete.join(', ')}).
            </Banner>
          )}
          <Table
            caption={report.title}
            empty="Aucune ligne."
            rows={shown.table.rows}
            columns={columnsOf(shown.table)}
          />
          <div class="under">
            <a href={linkTo(`${path}.csv`, query)}>Télécharger en CSV</a>
          </div>
        </>
      )}
    </Layout>
  );
}

const FIGURES: readonly ColumnKind[] = ['amount', 'quantity', 'percent'];

function columnsOf({ heads, total }: ShownTable): readonly TableColumn<readonly Cell[]>[] {
  return heads.map(({ title, kind }, index) => ({
    title,
    ...(FIGURES.includes(kind) ? { figure: true as const } : {}),
    show: row => shownCell(row[index], kind),
    ...(total ? { total: index === 0 ? 'Total' : shownCell(total[index], kind) } : {}),
  }));
}

function shownCell(cell: Cell, kind: ColumnKind) {
  if (cell === null || cell === undefined || cell === '') return '';
  const text = String(cell);
  switch (kind) {
    case 'amount':
      return <Figure of={text} />;
    case 'day':
      return <OnDay of={text} />;
    case 'quantity':
      return typeof cell === 'number' ? quantity(cell) : decimal(text);
    case 'percent':
      return percent(text);
    case 'identifier':
      return <Code>{text}</Code>;
    default:
      return text;
  }
}
