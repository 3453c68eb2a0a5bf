import { setTimeout as pause } from 'node:timers/promises';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';

const PREFIX = 'p';

/** The token that a write answers: a reader who gives it back sees that write. */
export function writeToken(position: bigint): string {
  return Buffer.from(`${PREFIX}${position}`).toString('base64url');
}

function positionOf(token: string): bigint {
  const [, digits] = /^p(\d{1,18})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (digits === undefined) throw new Refused([edge('after_malformed', {}, '/after')]);
  return BigInt(digits);
}

/** The longest wait, and the pause between two looks, in milliseconds. */
const LONGEST_WAIT = 2_000;
const PAUSE = 20;

/** Waits until what is read has come to the write of the token; refuses where it does not within two seconds. */
export async function waitFor(
  token: string | undefined,
  reached: () => Promise<bigint>,
  longest = LONGEST_WAIT,
): Promise<void> {
  if (token === undefined) return;
  const wanted = positionOf(token);
  const until = performance.now() + longest;
  for (;;) {
    const position = await reached();
    if (position >= wanted) return;
    if (performance.now() >= until) {
      throw new Refused([edge('read_model_behind', {}, '/after')]);
    }
    await pause(PAUSE);
  }
}
