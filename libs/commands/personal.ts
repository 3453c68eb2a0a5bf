import { createHash, randomBytes } from 'node:crypto';
import type { PersonalValue } from '#event-store';

const SALT_BYTES = 32;

/**
 * Seals the value of a personal field: its commitment goes into the fact, salt and value beside the log.
 * The commitment is SHA-256 of the salt's 32 bytes, then of the value in UTF-8. Throws on a salt of another length.
 */
export function sealPersonal(value: string, salt: Uint8Array = randomBytes(SALT_BYTES)): PersonalValue {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  const commitment = createHash('sha256').update(salt).update(value, 'utf8').digest('hex');
  return { commitment, salt: Buffer.from(salt).toString('hex'), value };
}
