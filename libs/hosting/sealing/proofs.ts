import type pg from 'pg';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodesOf,
  openCheckpoint,
  readCheckpoint,
  rootAt,
  shortRoot,
  verifyInclusion,
} from '#proof';
import type { Ledger } from '../ledger/open-ledger.js';
import { readVerifiers } from './keys.js';
import { StoredTiles } from './stored-tiles.js';

/** That an event is in the log that a checkpoint signs (RFC 9162 §2.1.3). Hashes in base64, as in the note. */
export interface FactProof {
  readonly position: string;
  /** SHA-256(0x00 ‖ record); its index in the tree is the position less one. */
  readonly leaf: string;
  readonly size: string;
  readonly root: string;
  readonly path: readonly string[];
  /** The signed note. */
  readonly checkpoint: string;
}

/** That the log of `from` events is the beginning of the log of `to` (RFC 9162 §2.1.4). */
export interface GrowthProof {
  readonly from: string;
  readonly fromRoot: string;
  readonly to: string;
  readonly toRoot: string;
  readonly path: readonly string[];
  /** The latest signed note; its size is at least `to`. */
  readonly checkpoint: string;
}

/** A signed note, and how many events it signs. */
export interface SignedCheckpoint {
  readonly size: number;
  readonly note: string;
  /** The first 8 bytes of its root, hexadecimal. */
  readonly shortRoot: string;
}

const base64 = (hash: Buffer) => hash.toString('base64');

/** The latest checkpoint; `undefined` before the first. */
export async function latestCheckpoint(pool: pg.Pool): Promise<SignedCheckpoint | undefined> {
  const { rows } = await pool.query<{ size: string; note: string }>(
    'select size, note from ops.seal order by size desc limit 1',
  );
  const [last] = rows;
  const checkpoint = last && readCheckpoint(last.note);
  return checkpoint && { size: checkpoint.size, note: last.note, shortRoot: shortRoot(checkpoint.root) };
}

/** What a report states of a checkpoint: how many events it signs, and their root in base64. */
export function readSeal(
  latest: SignedCheckpoint | undefined,
): { readonly size: number; readonly root: string } | undefined {
  const checkpoint = latest && readCheckpoint(latest.note);
  return checkpoint && { size: checkpoint.size, root: base64(checkpoint.root) };
}

/** @param position from 1 to the size of the checkpoint; throws `RangeError` beyond */
export async function factProof(
  pool: pg.Pool,
  position: number,
  { size, note }: SignedCheckpoint,
): Promise<FactProof> {
  const nodes = nodesOf(new StoredTiles(pool));
  const path = await inclusionProof(nodes, position - 1, size);
  return {
    position: String(position),
    leaf: base64(await nodes(0, position - 1)),
    size: String(size),
    root: base64(await rootAt(nodes, size)),
    path: path.map(base64),
    checkpoint: note,
  };
}

/** @param to at most the size of the checkpoint, at least `from`, which is at least 1; throws `RangeError` else */
export async function growthProof(
  pool: pg.Pool,
  from: number,
  to: number,
  { note }: SignedCheckpoint,
): Promise<GrowthProof> {
  const nodes = nodesOf(new StoredTiles(pool));
  const path = await consistencyProof(nodes, from, to);
  return {
    from: String(from),
    fromRoot: base64(await rootAt(nodes, from)),
    to: String(to),
    toRoot: base64(await rootAt(nodes, to)),
    path: path.map(base64),
    checkpoint: note,
  };
}

export interface ProvenFact extends FactProof {
  /** Whether the record as it stands in the log has this proof, under a checkpoint that a known key signed. */
  readonly holds: boolean;
}

/** The proof of an event, verified against its text; `undefined` where no checkpoint has come to it yet. */
export async function proveFact(
  { pool, store, configuration: { dataDir } }: Pick<Ledger, 'pool' | 'store' | 'configuration'>,
  position: number,
): Promise<ProvenFact | undefined> {
  const latest = await latestCheckpoint(pool);
  if (!latest || position > latest.size) return undefined;
  const proof = await factProof(pool, position, latest);
  const [record] = await store.readAll(BigInt(position - 1), 1);
  const signed = openCheckpoint(latest.note, await readVerifiers(dataDir));
  const holds =
    signed !== undefined &&
    record?.position === BigInt(position) &&
    verifyInclusion(
      { leaf: leafHash(record.text), index: position - 1, size: signed.size, root: signed.root },
      proof.path.map(hash => Buffer.from(hash, 'base64')),
    );
  return { ...proof, holds };
}
