import { day, instant } from '#wording';
import type { IssuedReportsAnswer } from '../../answers/issued.answer.js';
import type { Frame } from '../../request/frame.js';
import { Code, Moment } from '../components/figures.js';
import { Layout } from '../components/layout.js';
import { Table } from '../components/table.js';
import { linkTo } from '../query.js';

type Issued = IssuedReportsAnswer['issued'][number];

interface IssuedProps extends IssuedReportsAnswer {
  readonly frame: Frame;
}

/** Reports that were issued: their bytes are served as they were, with their print. */
export function IssuedPage({ frame, issued, next }: IssuedProps) {
  return (
    <Layout frame={frame} title="États émis" trail={[{ path: '/etats', name: 'États' }]} wide>
      <Table<Issued>
        caption="États émis"
        empty="Aucun état n’a été émis dans votre périmètre."
        rows={issued}
        columns={[
          { title: 'N°', figure: true, show: ({ number }) => number },
          {
            title: 'État',
            words: true,
            show: ({ number, title, format, fileName }) => (
              <>
                <a href={`/etats/emis/${number}`} aria-label={`${title}, numéro ${number}, en ${format}`}>
                  {title}
                </a>
                <small>{fileName}</small>
              </>
            ),
          },
          {
            title: 'Situation',
            words: true,
            show: ({ effectiveOn, knownAt, position }) =>
              [
                effectiveOn === null ? [] : `effective au ${day(effectiveOn)}`,
                knownAt === null ? [] : `connue le ${instant(knownAt)}`,
                `position ${position}`,
              ]
                .flat()
                .join(', '),
          },
          { title: 'Émis le', show: ({ issuedAt }) => <Moment of={issuedAt} /> },
          { title: 'Par', show: ({ account }) => <Code>{account}</Code> },
          {
            title: 'Empreinte SHA-256',
            show: ({ sha256 }) => <span class="none">{sha256.slice(0, 16)}…</span>,
          },
        ]}
      />
      {next !== null && (
        <div class="under">
          <a href={linkTo('/etats/emis', { before: next })} rel="next">
            Page suivante
          </a>
        </div>
      )}
    </Layout>
  );
}
