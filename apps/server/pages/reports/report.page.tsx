import type { Day, Instant } from '#kernel';
import { type Cell, type ColumnKind, FILE_FORMATS, type ShownTable, type TableLine } from '#rendering';
import { decimal, percent, quantity } from '#wording';
import type { Problem } from '../../problem/problem.js';
import type { Frame } from '../../request/frame.js';
import { AsOfBanner, AsOfFields } from '../components/as-of.js';
import { Input, Select } from '../components/field.js';
import { Code, Figure, OnDay } from '../components/figures.js';
import { Files } from '../components/files.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner, ErrorSummary } from '../components/messages.js';
import { faultOf, linkTo, type Query } from '../query.js';
import { type Report, REPORT_PAGES } from './report.js';

/** A report as it is shown: the first of its lines, and its total. */
export interface Shown {
  readonly effectiveOn: Day | null;
  readonly knownAt: Instant | null;
  readonly incomplete: readonly string[];
  readonly heads: ShownTable['heads'];
  readonly lines: readonly TableLine[];
  /** Lines that only the files hold. */
  readonly more: number;
}

export function ReportsPage({ frame }: { readonly frame: Frame }) {
  return (
    <Layout frame={frame} title="États">
      <dl>
        {REPORT_PAGES.flatMap(({ key, title, about }) => [
          <dt>
            <a href={`/etats/${key}`}>{title}</a>
          </dt>,
          <dd>{about}</dd>,
        ])}
        <dt>
          <a href="/etats/emis">États émis</a>
        </dt>
        <dd>
          Ceux qui ont été émis : leur fichier est archivé, leurs chiffres sont recalculés par « pia verify ».
        </dd>
      </dl>
    </Layout>
  );
}

interface ReportProps {
  readonly frame: Frame;
  readonly report: Report;
  readonly query: Query;
  readonly shown?: Shown;
  readonly problem?: Problem | undefined;
  /** Whether they may issue it. */
  readonly issues: boolean;
}

const REPORTS = [{ path: '/etats', name: 'États' }] as const;

export function ReportPage({ frame, report, query, shown, problem, issues }: ReportProps) {
  const path = `/etats/${report.key}`;
  return (
    <Layout frame={frame} title={report.title} trail={REPORTS} wide>
      <p class="none">{report.about}</p>
      <ErrorSummary faults={problem ? [{ detail: problem.detail }] : []} />
      <form method="get" action={path} class="filters">
        {report.filters.map(({ name, label, choices, day }) => {
          const common = { name, label, value: query[name], fault: faultOf(problem, name) };
          if (choices) return <Select {...common} none="tous" choices={choices} />;
          return <Input {...common} type={day ? 'date' : 'text'} />;
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
          <Lines caption={report.title} {...shown} />
          {shown.more > 0 && (
            <p class="none">
              {quantity(shown.more)} autres lignes sont dans les fichiers ; le total les compte.
            </p>
          )}
          <div class="under">
            <Files what="l’état" path={`${path}/fichier`} query={query} />
          </div>
          {issues && <Issue frame={frame} path={path} query={query} />}
        </>
      )}
    </Layout>
  );
}

function Issue({
  frame,
  path,
  query,
}: {
  readonly frame: Frame;
  readonly path: string;
  readonly query: Query;
}) {
  return (
    <form method="post" action={`${path}/emission`} class="filters no-print">
      <Csrf frame={frame} />
      {Object.entries(query).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Select
        name="format"
        label="Émettre cet état : archivé, numéroté, ses chiffres recalculés ensuite"
        value="pdf"
        choices={FILE_FORMATS.toReversed().map(value => ({ value, text: value.toUpperCase() }))}
      />
      <button class="quiet">Émettre</button>
    </form>
  );
}

/** Characters from which on a column is not squeezed. */
const LONG = 24;
const FIGURES: readonly ColumnKind[] = ['amount', 'quantity', 'percent'];

function Lines({ caption, heads, lines }: Pick<Shown, 'heads' | 'lines'> & { readonly caption: string }) {
  if (lines.every(({ kind }) => kind === 'total')) return <p class="none">Aucune ligne.</p>;
  const total = lines.filter(({ kind }) => kind === 'total');
  const shown = heads.flatMap((head, index) => {
    const texts = lines.map(({ cells }) => String(cells[index] ?? ''));
    const long = texts.some(({ length }) => length > LONG);
    return index === 0 || texts.some(text => text !== '') ? [{ ...head, index, long }] : [];
  });
  const empty = heads.length - shown.length;
  return (
    <>
      <Filled caption={caption} shown={shown} lines={lines} total={total} />
      {empty > 0 && (
        <p class="none">
          {empty === 1
            ? 'Une colonne où rien n’est rempli n’est pas montrée ; les fichiers la contiennent.'
            : `${empty} colonnes où rien n’est rempli ne sont pas montrées ; les fichiers les contiennent.`}
        </p>
      )}
    </>
  );
}

/** A column where something stands, at its place in the report. */
interface ShownColumn {
  readonly title: string;
  readonly kind: ColumnKind;
  readonly index: number;
  /** It holds long words. */
  readonly long: boolean;
}

interface FilledProps extends Pick<Shown, 'lines'> {
  readonly caption: string;
  readonly shown: readonly ShownColumn[];
  readonly total: Shown['lines'];
}

function Filled({ caption, shown, lines, total }: FilledProps) {
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {shown.map(({ title, kind }) => (
              <th scope="col" class={FIGURES.includes(kind) ? 'figure' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines
            .filter(({ kind }) => kind !== 'total')
            .map(line => (
              <Line shown={shown} line={line} />
            ))}
        </tbody>
        {total.length > 0 && (
          <tfoot>
            {total.map(line => (
              <Line shown={shown} line={line} />
            ))}
          </tfoot>
        )}
      </table>
    </div>
  );
}

interface LineProps {
  readonly shown: readonly ShownColumn[];
  readonly line: TableLine;
}

function Line({ shown, line: { kind, cells } }: LineProps) {
  return (
    <tr class={kind === 'subtotal' ? 'subtotal' : undefined}>
      {shown.map(({ index, long, ...head }) => {
        const figure = FIGURES.includes(head.kind) ? 'figure' : undefined;
        const named = index === 0 && kind !== 'row';
        const cell = named ? String(cells[0] ?? '') : shownCell(cells[index], head.kind);
        return index === 0 ? (
          <th scope="row" class={figure}>
            {cell}
          </th>
        ) : (
          <td class={figure ?? (long ? 'words' : undefined)}>{cell}</td>
        );
      })}
    </tr>
  );
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
