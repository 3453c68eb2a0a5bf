import type { FactProofAnswer, VerificationAnswer } from '../../answers/proof.answer.js';
import { FACTS, labelIn, quantity } from '#wording';
import type { Frame } from '../../request/frame.js';
import { Input } from '../components/field.js';
import { Code, Moment, OnDay } from '../components/figures.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner, ErrorSummary } from '../components/messages.js';
import { Table } from '../components/table.js';
import { linkTo, type Query } from '../query.js';

/** One record of the log, read for the page; its bytes are those that were sealed. */
export interface LogLine {
  readonly position: string;
  readonly stream: string;
  readonly type: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly actor: string;
}

interface AuditProps {
  readonly frame: Frame;
  readonly query: Query;
  readonly verification?: VerificationAnswer | undefined;
  readonly checkpoint?: string | undefined;
  readonly proof?: FactProofAnswer | undefined;
  readonly fault?: string | undefined;
  readonly log: readonly LogLine[];
  readonly next: string | null;
  /** Whether they may read what was refused. */
  readonly refusals: boolean;
}

export function AuditPage({
  frame,
  query,
  verification,
  checkpoint,
  proof,
  fault,
  log,
  next,
  refusals,
}: AuditProps) {
  return (
    <Layout frame={frame} title="Audit">
      <ErrorSummary faults={fault === undefined ? [] : [{ detail: fault }]} />
      <p class="under">{refusals && <a href="/audit/refus">Tentatives refusées</a>}</p>
      <form method="post" action="/audit/dossier" class="no-print">
        <Csrf frame={frame} />
        <p class="none">
          Le journal, ses preuves, les états et un programme qui les vérifie sans ce serveur. Il se fait en
          quelques secondes.
        </p>
        <button class="quiet">Télécharger le dossier d’audit</button>
      </form>
      <h2>Dernière vérification</h2>
      {verification ? (
        <Verified of={verification} />
      ) : (
        <Banner kind="warning">Le registre n’a pas encore été vérifié (« pia verify »).</Banner>
      )}
      <h2>Dernier point de contrôle signé</h2>
      {checkpoint === undefined ? (
        <p class="none">Aucun n’est encore signé : le premier l’est dans la minute qui suit le démarrage.</p>
      ) : (
        <pre>{checkpoint}</pre>
      )}
      <h2>Preuve d’un fait</h2>
      <form method="get" action="/audit" class="filters">
        <Input
          name="position"
          label="Position dans le journal"
          value={query['position']}
          inputMode="numeric"
        />
        <button>Prouver</button>
      </form>
      {proof && <Proof of={proof} />}
      <h2>Journal</h2>
      <Table<LogLine>
        caption="Journal, dans l’ordre des positions"
        empty="Aucun fait."
        rows={log}
        columns={[
          {
            title: 'Position',
            figure: true,
            show: ({ position }) => <a href={linkTo('/audit', { position })}>{position}</a>,
          },
          { title: 'Fait', show: ({ type }) => labelIn(FACTS, type) },
          { title: 'Effectif le', show: ({ effectiveOn }) => <OnDay of={effectiveOn} /> },
          { title: 'Enregistré le', show: ({ recordedAt }) => <Moment of={recordedAt} /> },
          { title: 'Par', show: ({ actor }) => actor },
          { title: 'Flux', show: ({ stream }) => <Stream of={stream} /> },
        ]}
      />
      <div class="under">
        {query['after'] && <a href="/audit">Début du journal</a>}
        {next !== null && (
          <a href={linkTo('/audit', { after: next })} rel="next">
            Page suivante
          </a>
        )}
      </div>
    </Layout>
  );
}

function Stream({ of }: { readonly of: string }) {
  const [, id] = /^convention-(.+)$/.exec(of) ?? [];
  return id === undefined ? <Code>{of}</Code> : <a href={`/conventions/${id}/histoire`}>convention</a>;
}

function Verified({ of }: { readonly of: VerificationAnswer }) {
  const hours = Math.floor(of.ageSeconds / 3600);
  const age = hours === 0 ? 'moins d’une heure' : `${quantity(hours)} h`;
  const { fault } = of.log;
  const difference = of.readModels?.difference ?? of.keys?.difference;
  return (
    <Banner kind={of.ok ? 'done' : 'error'}>
      <strong>{of.ok ? 'Tout concordait' : 'Un défaut a été trouvé'}</strong>, le <Moment of={of.at} /> (il y
      a {age}) : {quantity(of.log.events)} faits relus, {quantity(of.log.checkpoints)} points de contrôle
      recalculés
      {of.readModels && `, ${quantity(of.readModels.rows)} lignes des vues recomparées`}.
      {fault &&
        ` Premier défaut : ${fault.code}${fault.position === null ? '' : `, position ${fault.position}`}.`}
      {difference && ` Première différence : ${difference.table}, ${difference.key}, ${difference.column}.`}
    </Banner>
  );
}

function Proof({ of }: { readonly of: FactProofAnswer }) {
  return (
    <>
      <p>
        Le fait {of.position} est dans le journal de {of.size} faits que signe le point de contrôle. Cette
        preuve se vérifie sans croire ce serveur (RFC 9162, § 2.1.3).
      </p>
      <pre>{JSON.stringify(of, undefined, 2)}</pre>
    </>
  );
}
