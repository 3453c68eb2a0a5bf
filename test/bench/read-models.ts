import { ledgerOn, loadDemonstration } from '#hosting';
import type { Benching } from '../../libs/read-models/read-models.bench.js';
import { closeFirst } from './ground.js';
import type { Ground } from './bench.js';

/** The demonstration in the database of the bench: what is copied until there is enough of it. */
export async function withDemonstration(
  { ownerUrl, folder, appPool, ownerPool, say }: Ground,
  sizes: Pick<Benching, 'events' | 'conventions'>,
): Promise<Benching> {
  const ledger = await ledgerOn(ownerUrl, { mode: 'demonstration', dataDir: folder });
  closeFirst(() => ledger.close());
  await loadDemonstration(ledger, (done, of) => say(`Démonstration : ${done} actes sur ${of}.`));
  return { pool: appPool, owner: ownerPool, reader: ledger.store, log: say, ...sizes };
}
