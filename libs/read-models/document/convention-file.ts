import type { ClientBase } from 'pg';
import { type Perimeter, sightOf } from '#access';
import {
  type ConventionFact,
  type History,
  historyOf,
  latestState,
  type Line,
  type StoredConventionFact,
} from '#ledger';
import { Followed } from '../projector/followed.js';
import type { Moment } from '../reading/as-of.js';
import { Params } from '../reading/params.js';
import { conventionWithin } from '../reading/perimeter.js';

/** A convention folded for a document: what was known by a moment, and the lines that are seen whole. */
export interface ConventionFile {
  readonly id: string;
  readonly history: History;
  readonly sees: (line: Line) => boolean;
}

/** Undefined outside the perimeter, and where nothing of it was known by then. */
export async function conventionFile(
  client: ClientBase,
  id: string,
  perimeter: Perimeter,
  { position, effectiveOn }: Moment,
): Promise<ConventionFile | undefined> {
  const params = new Params();
  const stream = `convention-${id}`;
  const { rows } = await client.query<{ position: string; text: string }>(
    `select e.position, e.record as text from ledger.event e join read.convention c on c.stream = e.stream
    where e.stream = ${params.add(stream)} and e.position <= ${params.add(position)}
      and not exists (select from ops.dead_letter d where d.projection = 'read' and d.position = e.position)
      and ${conventionWithin(perimeter, params)}
    order by e.version`,
    params.values,
  );
  const followed = new Followed(stream, 0, 0n);
  for (const row of rows) followed.advance({ stream, text: row.text, position: BigInt(row.position) });
  const history =
    effectiveOn === undefined
      ? followed.history
      : historyOf(followed.history.facts.filter(fact => fact.effectiveOn <= effectiveOn));
  const { draft } = latestState(history);
  if (!draft) return undefined;
  const sees = ({ payee, tranches }: Line) => {
    const schools = tranches.flatMap(({ allocations }) => allocations.map(({ uai }) => uai));
    return sightOf(perimeter, draft.academie, { payee, schools }) === 'whole';
  };
  return { id, history, sees };
}

/** A fact of one type, as it was recorded. */
export interface FoundFact<Data> {
  readonly stored: StoredConventionFact;
  readonly data: Data;
}

/** The first fact that is looked for, whether it was reversed later or not. */
export function findFact<Data>(
  { facts }: History,
  dataOf: (fact: ConventionFact) => Data | undefined,
): FoundFact<Data> | undefined {
  for (const stored of facts) {
    const data = dataOf(stored.fact);
    if (data !== undefined) return { stored, data };
  }
  return undefined;
}
