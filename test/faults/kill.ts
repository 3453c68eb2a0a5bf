import { setTimeout as pause } from 'node:timers/promises';
import { wrongs } from '../support/audit.js';
import { type Acknowledged, Clerks } from '../support/clerks.js';
import type { Installation } from '../support/installation.js';

export const VICTIMS = ['PostgreSQL', 'a connection of PostgreSQL', 'the server', 'both'] as const;
type Victim = (typeof VICTIMS)[number];

const CLERKS = 8;
/** The most milliseconds under load before the kill. */
const LOAD = 600;
/** How many writes are acknowledged after the recovery. */
const AFTERWARDS = 40;

/** Loads the installation, kills at a random moment, lets it recover under the same load, and audits. */
export async function killUnderLoad(
  installation: Installation,
  victim: Victim,
  before: readonly Acknowledged[],
): Promise<{ readonly acknowledged: readonly Acknowledged[]; readonly wrong: readonly string[] }> {
  const clerks = new Clerks(installation.office, CLERKS);
  try {
    await clerks.acknowledge(1);
    await pause(Math.random() * LOAD);
    await kill(installation, victim);
    await clerks.acknowledge(AFTERWARDS);
  } finally {
    await clerks.finish();
  }
  const acknowledged = [...before, ...clerks.acknowledged];
  return { acknowledged, wrong: await wrongs(installation.pool, acknowledged) };
}

async function kill(installation: Installation, victim: Victim): Promise<void> {
  const { server, postmaster } = installation;
  if (victim === 'a connection of PostgreSQL') return strike(await appendingBackend(installation));
  if (victim !== 'the server') strike(postmaster);
  if (victim === 'PostgreSQL') return;
  server.kill('SIGKILL');
  await server.ended;
  await installation.start();
}

function strike(pid: number | undefined): void {
  if (pid === undefined) throw new Error('PostgreSQL is not alive');
  process.kill(pid, 'SIGKILL');
}

/** The process behind the connection that appends: PostgreSQL then recovers as after a crash. */
async function appendingBackend({ owner }: Installation): Promise<number | undefined> {
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity where query like '%ledger.append(%' and pid <> pg_backend_pid()
     order by state_change desc limit 1`,
  );
  return rows[0]?.pid;
}
