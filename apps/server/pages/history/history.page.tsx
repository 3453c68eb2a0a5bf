import type { ConventionAnswer } from '../../answers/convention.answer.js';
import type { MovedAnswer } from '../../answers/history.answer.js';
import { ORIGINS, day, euros, FACTS, labelIn, ROLES, STAGES } from '#wording';
import type { ChangedIssuesAnswer } from '../../answers/issued.answer.js';
import type { Frame } from '../../request/frame.js';
import { AsOfBanner } from '../components/as-of.js';
import { Select } from '../components/field.js';
import { Amount, Code, Moment, OnDay } from '../components/figures.js';
import { Layout } from '../components/layout.js';
import { linkTo, type Query } from '../query.js';
import { ChangedIssues } from './changed-issues.js';
import { Fact } from './fact.js';
import { WhoDidWhat } from './who.js';
import { type Event, isRecord, type Recorded } from './recorded.js';

interface HistoryProps {
  readonly frame: Frame;
  readonly query: Query;
  readonly of: Pick<ConventionAnswer, 'id' | 'reference' | 'effectiveOn' | 'knownAt'>;
  readonly events: readonly Event[];
  /** The path of a form that puts an entry right, where who reads may. */
  readonly reversal?: string;
}

/** The history as a timeline: what, when it counts, when it was recorded, by whom, on what ground. */
export function HistoryPage({ frame, query, of, events, reversal }: HistoryProps) {
  const path = `/conventions/${of.id}`;
  const { origin, ...asOf } = query;
  const shown = events.filter(
    event => origin === undefined || !isRecord(event) || event.origin.kind === origin,
  );
  return (
    <Layout frame={frame} title={`Histoire de ${of.reference}`}>
      <p>
        <a href={linkTo(path, asOf)}>Revenir à la convention</a>
      </p>
      <AsOfBanner effectiveOn={of.effectiveOn} knownAt={of.knownAt} now={`${path}/histoire`} />
      {events.some(isRecord) && (
        <form method="get" class="filters">
          <Select
            name="origin"
            label="Origine"
            value={origin}
            none="toutes"
            choices={Object.entries(ORIGINS).map(([value, text]) => ({ value, text }))}
          />
          {Object.entries(asOf).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button>Filtrer</button>
        </form>
      )}
      <ol class="timeline">
        {shown.map(event => (
          <li id={`fait-${event.eventId}`}>
            {isRecord(event) ? (
              <RecordedFact event={event} path={path} {...(reversal === undefined ? {} : { reversal })} />
            ) : (
              <Moved event={event} />
            )}
          </li>
        ))}
      </ol>
      {shown.length === 0 && <p class="none">Aucun fait.</p>}
      {events.some(isRecord) && (
        <>
          <h2>Qui a décidé, qui a payé</h2>
          <WhoDidWhat events={events.filter(isRecord)} />
        </>
      )}
    </Layout>
  );
}

interface RecordedProps {
  readonly event: Recorded;
  readonly path: string;
  readonly reversal?: string;
}

function RecordedFact({ event, path, reversal }: RecordedProps) {
  const { ground, origin } = event;
  return (
    <article class={event.reversed ? 'reversed' : undefined}>
      <div>
        <OnDay of={event.effectiveOn} /> <Fact fact={event} />
        {event.signatory && ` – signé par ${event.signatory}`}
        {event.reversed && <span class="state expired">contre-passée</span>}
      </div>
      <small class="none">
        N° {event.position}, enregistré le <Moment of={event.recordedAt} /> par {event.actor} (
        {labelIn(ROLES, event.role).toLowerCase()}), {ORIGINS[origin.kind].toLowerCase()}
        {event.fiscalYear !== undefined && `, exercice ${event.fiscalYear}`}
        {event.decidedBy && `, décision : ${event.decidedBy}`}
        {ground?.text && `, fondement : ${ground.text}`}
        {ground?.chorus && `, Chorus ${ground.chorus}`}
        {ground?.document && (
          <>
            , <a href={`/pieces/${ground.document}`}>pièce</a>
          </>
        )}
      </small>
      <div class="under no-print">
        <a href={linkTo(path, { knownAt: event.recordedAt })}>
          La convention telle qu’elle était connue alors
        </a>
        <a href={`${path}/histoire/${event.version}`}>Avant et après ce fait</a>
        {reversal !== undefined && event.fiscalYear !== undefined && !event.reversed && (
          <a href={linkTo(reversal, { cible: event.eventId })}>Contre-passer</a>
        )}
      </div>
    </article>
  );
}

function Moved({ event }: { readonly event: MovedAnswer }) {
  return (
    <article>
      <OnDay of={event.effectiveOn} /> <strong>{labelIn(FACTS, event.type)}</strong>
      {event.amount && ` – ${euros(event.amount.toString())}`}
      {event.line && `, volet ${event.line}`}
      {event.reversed && <span class="state expired">contre-passé</span>}
    </article>
  );
}

interface StepProps {
  readonly frame: Frame;
  readonly event: Recorded;
  readonly last: number;
  /** Whether they may ask for its proof. */
  readonly proves: boolean;
  readonly before?: ConventionAnswer;
  readonly after: ConventionAnswer;
  readonly changed: ChangedIssuesAnswer['changed'];
}

const COMPARED = [
  ['maximum', 'Montant maximal'],
  ['committed', 'Engagé'],
  ['released', 'Retiré'],
  ['pending', 'Demandé, non payé'],
  ['paid', 'Payé'],
  ['repaid', 'Reversé'],
  ['accepted', 'Dépense acceptée'],
  ['due', 'Montant dû'],
  ['payable', 'Payable'],
  ['toProve', 'À justifier'],
  ['toOrder', 'À faire reverser'],
  ['orderOpen', 'Ordres ouverts'],
  ['outstanding', 'Reste à payer'],
] as const;

interface Stated {
  readonly title: string;
  readonly of: (state: ConventionAnswer) => string;
}

const onOf = (on: string | undefined) => (on === undefined ? '—' : day(on));

const STATES: readonly Stated[] = [
  { title: 'État', of: ({ stage }) => STAGES[stage] },
  {
    title: 'Signatures',
    of: ({ parties }) => `${parties.filter(({ signedOn }) => signedOn).length} sur ${parties.length}`,
  },
  { title: 'Valable jusqu’au', of: ({ validUntil }) => onOf(validUntil) },
  { title: 'Suspendue depuis le', of: ({ suspended }) => onOf(suspended?.since) },
  { title: 'Préavis jusqu’au', of: ({ termination }) => onOf(termination?.noticeUntil) },
  { title: 'Avenants', of: ({ amendments }) => String(amendments) },
];

/** One fact, and what is known just before and just after it was recorded, side by side. */
export function StepPage({ frame, event, last, proves, before, after, changed }: StepProps) {
  const path = `/conventions/${after.id}/histoire`;
  return (
    <Layout frame={frame} title={`Fait ${event.version} sur ${last} de ${after.reference}`}>
      <nav class="under" aria-label="Pas à pas">
        {event.version > 1 && (
          <a href={`${path}/${event.version - 1}`} rel="prev">
            Fait précédent
          </a>
        )}
        {event.version < last && (
          <a href={`${path}/${event.version + 1}`} rel="next">
            Fait suivant
          </a>
        )}
        <a href={path}>Toute l’histoire</a>
      </nav>
      <p>
        <OnDay of={event.effectiveOn} /> <Fact fact={event} />
      </p>
      <p class="none">
        Enregistré le <Moment of={event.recordedAt} /> par {event.actor} (
        {labelIn(ROLES, event.role).toLowerCase()}), position <Code>{event.position}</Code> du journal,{' '}
        {ORIGINS[event.origin.kind].toLowerCase()}
        {event.decidedBy && `, décision : ${event.decidedBy}`}
        {event.ground?.text && `, fondement : ${event.ground.text}`}
        {event.ground?.chorus && `, Chorus ${event.ground.chorus}`}.
      </p>
      {proves && (
        <p class="under">
          <a href={linkTo('/audit', { position: event.position })}>Prouver que ce fait est au journal</a>
        </p>
      )}
      <div class="scroll" role="region" aria-label="Avant et après" tabIndex={0}>
        <table>
          <caption class="unseen">Situation avant et après ce fait</caption>
          <thead>
            <tr>
              <th scope="col">Situation</th>
              <th scope="col" class="figure">
                Avant
              </th>
              <th scope="col" class="figure">
                Après
              </th>
            </tr>
          </thead>
          <tbody>
            {STATES.map(({ title, of }) => {
              const was = before ? of(before) : '—';
              const is = of(after);
              return (
                <tr class={was === is ? undefined : 'changed'}>
                  <th scope="row">{title}</th>
                  <td class="figure">{was}</td>
                  <td class="figure">{was === is ? is : <strong>{is}</strong>}</td>
                </tr>
              );
            })}
            {COMPARED.map(([name, title]) => {
              const was = before?.balances[name] ?? '0.00';
              const is = after.balances[name];
              return (
                <tr class={was === is ? undefined : 'changed'}>
                  <th scope="row">{title}</th>
                  <td class="figure">
                    <Amount of={was} />
                  </td>
                  <td class="figure">{was === is ? <Amount of={is} /> : <strong>{euros(is)}</strong>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="none">Tout ce qui est connu à cet instant, et l’état de la convention ce jour-là.</p>
      <ChangedIssues changed={changed} />
    </Layout>
  );
}
