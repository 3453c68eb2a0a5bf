import { createHash } from 'node:crypto';

/** Bytes of a hash: SHA-256. */
export const HASH_BYTES = 32;

/** The root of no leaves. */
export const EMPTY_ROOT: Buffer = createHash('sha256').digest();

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** The leaf of a record: SHA-256(0x00 ‖ its text in UTF-8). RFC 9162 §2.1.1. */
export function leafHash(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(LEAF).update(data).digest();
}

/** SHA-256(0x01 ‖ left ‖ right). RFC 9162 §2.1.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}
