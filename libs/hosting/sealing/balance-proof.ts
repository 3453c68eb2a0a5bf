import type pg from 'pg';
import { inclusionProof, nodesOfLeaves, verifyInclusion } from '#proof';
import { transaction } from '#read-models';
import type { Ledger } from '../ledger/open-ledger.js';
import { balanceTree, type YearBalance } from './balance-leaf.js';
import { openBalances } from './balance-note.js';
import { readVerifiers } from './keys.js';
import { originOf } from './sealer.js';
import { StoredTiles } from './stored-tiles.js';

export interface BalanceQuestion {
  readonly year: number;
  /** Uuid. */
  readonly convention: string;
  readonly line: string;
  /** Needed only where the line has balances under several. */
  readonly imputation?: string | undefined;
}

/** That a balance is one of those which were signed when its year closed (RFC 9162 §2.1.3). Hashes in base64. */
export interface BalanceProof {
  readonly year: number;
  /** The event that closed the year. */
  readonly position: string;
  readonly balance: YearBalance;
  /** The canonical text; the leaf is SHA-256(0x00 ‖ text). */
  readonly text: string;
  /** From 0. */
  readonly index: number;
  readonly size: number;
  readonly root: string;
  readonly path: readonly string[];
  /** The signed note over the balances of the year. */
  readonly checkpoint: string;
  /** Whether text and path lead to the root of the note, and a known key signed it. */
  readonly holds: boolean;
}

export type BalanceAnswer =
  | BalanceProof
  /** The year is not closed, or its balances are not signed yet. */
  | 'year-not-sealed'
  | 'unknown'
  /** The line has balances under several imputations: these. */
  | { readonly imputations: readonly string[] };

const BEGIN = 'begin isolation level repeatable read read only';

export function proveBalance(
  { pool, configuration: { dataDir } }: Pick<Ledger, 'configuration'> & { readonly pool: pg.Pool },
  { year, convention, line, imputation }: BalanceQuestion,
): Promise<BalanceAnswer> {
  return transaction(
    pool,
    async client => {
      const { rows } = await client.query<{ position: string; note: string }>(
        'select position, note from ops.balance_seal where year = $1',
        [year],
      );
      const [sealed] = rows;
      if (!sealed) return 'year-not-sealed';
      const { balances, texts, leaves } = await balanceTree(client, year, sealed.position);
      const found = balances.filter(
        each =>
          each.convention === convention &&
          each.line === line &&
          (imputation === undefined || each.imputation === imputation),
      );
      const [balance, ...others] = found;
      if (!balance) return 'unknown';
      if (others.length > 0) return { imputations: found.map(each => each.imputation) };
      const index = balances.indexOf(balance);
      const path = await inclusionProof(nodesOfLeaves(leaves), index, leaves.length);
      const origin = await originOf(new StoredTiles(client));
      const signed = openBalances(sealed.note, { origin, year }, await readVerifiers(dataDir));
      const [size, root] = [signed?.size ?? leaves.length, signed?.root ?? Buffer.alloc(0)];
      return {
        year,
        position: sealed.position,
        balance,
        text: texts[index]!,
        index,
        size,
        root: root.toString('base64'),
        path: path.map(hash => hash.toString('base64')),
        checkpoint: sealed.note,
        holds: verifyInclusion({ leaf: leaves[index]!, index, size, root }, path),
      };
    },
    BEGIN,
  );
}
