import 'reflect-metadata';
import type { Acknowledged } from '../support/clerks.js';
import { Installation } from '../support/installation.js';
import { killUnderLoad } from './kill.js';

/*
 * The kills have teeth: where PostgreSQL acknowledges before it has written (synchronous_commit = off inside
 * `ledger.append`), the same kills under the same load lose acknowledged writes, and the same audit says so.
 */

/** A kill may fall into a moment when all was written; so many in a row do not. */
const MOST = 10;
const GUARD = /if current_setting\('synchronous_commit'\)[\s\S]*?end if;/;

test('acknowledged writes are seen to be lost where commits are not waited for', async () => {
  const installation = await Installation.prepare(16);
  try {
    await installation.start();
    const { rows } = await installation.owner.query<{ body: string }>(
      `select pg_get_functiondef(oid) as body from pg_proc where proname = 'append'`,
    );
    const { body } = rows[0]!;
    expect(body).toMatch(GUARD);
    await installation.owner.query(
      body.replace(GUARD, "perform set_config('synchronous_commit', 'off', true);"),
    );
    let acknowledged: readonly Acknowledged[] = [];
    let wrong: readonly string[] = [];
    for (let kills = 0; kills < MOST && wrong.length === 0; kills += 1) {
      ({ acknowledged, wrong } = await killUnderLoad(installation, 'both', acknowledged));
    }
    expect(wrong.join()).toContain('acknowledged writes lost');
  } finally {
    await installation.remove();
  }
}, 300_000);
