import type { KeptRefusal } from '#hosting';
import { labelIn, ROLES } from '#wording';
import type { Frame } from '../../request/frame.js';
import { Input } from '../components/field.js';
import { Code, Moment } from '../components/figures.js';
import { Layout } from '../components/layout.js';
import { Table } from '../components/table.js';
import { linkTo, type Query } from '../query.js';

const PATH = '/audit/refus';

interface RefusalsProps {
  readonly frame: Frame;
  readonly query: Query;
  readonly refusals: readonly KeptRefusal[];
  readonly next: string | null;
}

export function RefusalsPage({ frame, query, refusals, next }: RefusalsProps) {
  return (
    <Layout frame={frame} title="Tentatives refusées" trail={[{ path: '/audit', name: 'Audit' }]} wide>
      <p class="none">
        Qui a demandé quoi, et la règle qui l’a refusé. Rien n’en a été enregistré dans le registre ; le
        contenu demandé n’est gardé que par son empreinte.
      </p>
      <form method="get" action={PATH} class="filters">
        <Input name="compte" label="Compte" value={query['compte']} />
        <Input name="code" label="Code du refus" value={query['code']} />
        <button>Chercher</button>
        <a href={PATH}>Tout effacer</a>
      </form>
      <Table<KeptRefusal>
        caption="Tentatives refusées, les dernières d’abord"
        empty="Aucune tentative refusée."
        rows={refusals}
        columns={[
          { title: 'Quand', show: ({ at }) => <Moment of={at} /> },
          { title: 'Compte', show: ({ actor }) => <Code>{actor}</Code> },
          { title: 'Rôle', show: ({ role }) => labelIn(ROLES, role) },
          { title: 'Ce qui était demandé', words: true, show: ({ commandType }) => commandType },
          {
            title: 'Refus',
            show: ({ code }) => <a href={linkTo(PATH, { ...query, avant: null, code })}>{code}</a>,
          },
          { title: 'Sur', show: ({ stream }) => <On stream={stream} /> },
          { title: 'Corrélation', show: ({ correlationId }) => <span class="none">{correlationId}</span> },
        ]}
      />
      {next !== null && (
        <div class="under">
          <a href={linkTo(PATH, { ...query, avant: next })} rel="next">
            Page suivante
          </a>
        </div>
      )}
    </Layout>
  );
}

function On({ stream }: { readonly stream: string }) {
  const [, id] = /^convention-(.+)$/.exec(stream) ?? [];
  if (id !== undefined) return <a href={`/conventions/${id}`}>convention</a>;
  return <span class="none">{stream || '—'}</span>;
}
