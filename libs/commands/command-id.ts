import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import { canonicalJson, type Json } from '#kernel';

/** Names given to commands, streams and events descend from this one: changing it would forget every command. */
const NAMESPACE = '5f0e3c1c-6f5d-4a0e-9a0b-2f1f6d0c7b64';

/** UUIDv5 of the parts, told apart by their JSON: no two lists of parts give one name. */
function named(...parts: readonly string[]): string {
  return v5(JSON.stringify(parts), NAMESPACE);
}

/** The id of what an actor asks of a stream under an idempotency key: the same three, the same command. */
export function commandIdOf(actor: string, stream: string, key: string): string {
  return named('command', actor, stream, key);
}

/** The id of the nth fact (from 0) that a command records. */
export function eventIdOf(commandId: string, index: number): string {
  return named('event', commandId, String(index));
}

/** The name, `category-uuid`, of the stream that a command opens: the same key asks for the same stream again. */
export function newStreamOf(category: string, actor: string, key: string): string {
  return `${category}-${named('stream', actor, category, key)}`;
}

/**
 * SHA-256, hexadecimal, of all that was asked: the command's type, and its body with the parameters of its path.
 * Throws where the body holds what a record cannot hold (fractions, integer-like keys): the edge refuses these first.
 */
export function bodyHashOf(type: string, body: Json): string {
  return createHash('sha256')
    .update(canonicalJson([type, body]))
    .digest('hex');
}
