import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A new bearer token of 256 random bits; it is shown once, its hash alone is kept. */
export function newToken(random: Uint8Array = randomBytes(TOKEN_BYTES)): string {
  if (random.length !== TOKEN_BYTES) throw new RangeError(`a token has ${TOKEN_BYTES} random bytes`);
  return `pia_${Buffer.from(random).toString('base64url')}`;
}

/** SHA-256, hexadecimal: enough for a token, which cannot be guessed as a password can. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
