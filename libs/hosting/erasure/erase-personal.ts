import type pg from 'pg';
import { transaction } from '#read-models';
import type { Ledger } from '../ledger/open-ledger.js';
import { rememberErased } from './erased-file.js';

/** Whose personal values are erased: those that equal a name, or those of a convention, of one party of it. */
export type Subject =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'convention'; readonly stream: string; readonly party: string | undefined };

export interface Erased {
  readonly commitment: string;
  /** The event whose record holds the commitment. */
  readonly position: number;
  readonly stream: string;
}

/** The motive, which stays, would hold a value that is erased. */
export class MotiveNames extends Error {
  override readonly name = 'MotiveNames';
}

/**
 * Erases personal values for good. The records keep their commitments, so every proof still holds. Each erasure leaves
 * its trace (who, when, why, which event; never the value) in one transaction with it, and its commitment in a file of
 * the data folder, by which a later restore of an older backup leaves it out. Empty where nothing is kept. Throws
 * `MotiveNames`, and erases nothing.
 */
export async function erasePersonal(
  { pool, configuration }: Pick<Ledger, 'pool' | 'configuration'>,
  subject: Subject,
  { actor, motive }: { readonly actor: string; readonly motive: string },
): Promise<readonly Erased[]> {
  const erased = await transaction(pool, async client => {
    const found = await find(client, subject);
    const said = motive.toLowerCase();
    if (found.some(({ value }) => said.includes(value.toLowerCase()))) throw new MotiveNames();
    for (const { commitment, position } of found) {
      await client.query('select ledger.erase_personal($1)', [commitment]);
      await client.query(
        'insert into ops.erasure (actor, motive, commitment, position) values ($1, $2, $3, $4)',
        [actor, motive, commitment, position],
      );
    }
    return found;
  });
  await rememberErased(
    configuration.dataDir,
    erased.map(({ commitment }) => commitment),
  );
  return erased.map(({ value: _, ...traced }) => traced);
}

type Found = Erased & { readonly value: string };

/** A commitment is 64 hexadecimal digits of a record's data, under whatever name the fact gives it. */
async function find(client: Pick<pg.PoolClient, 'query'>, subject: Subject): Promise<readonly Found[]> {
  const [condition, values] =
    subject.kind === 'name'
      ? ['lower(p.value) = lower($1)', [subject.name.trim()]]
      : subject.party === undefined
        ? ['e.stream = $1', [subject.stream]]
        : ["e.stream = $1 and e.record::json -> 'data' ->> 'party' = $2", [subject.stream, subject.party]];
  const { rows } = await client.query<{
    commitment: string;
    value: string;
    position: string;
    stream: string;
  }>(
    `select p.commitment, p.value, min(e.position) as position, min(e.stream) as stream
     from ledger.personal_value p
     join ledger.event e on e.record like '%"' || p.commitment || '"%'
     where ${condition} group by p.commitment order by 2`,
    values,
  );
  return rows.map(({ position, ...row }) => ({ ...row, position: Number(position) }));
}
