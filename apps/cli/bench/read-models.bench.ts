import { ledgerOn, loadDemonstration } from '#hosting';
import { benchRebuild, benchReports, prepareReadModels } from '#read-models';
import { decimal, quantity } from '#wording';
import { table } from '../table.js';
import type { Bench } from './bench.js';

const right = 'right' as const;
const BRIEF = { events: 5_000, conventions: 500 };

/** Rebuilds and reports over copies of the conventions of the demonstration. */
export const readModels: Bench = {
  name: 'read-models',
  title: 'Reconstruction des vues et états, comparés à la lecture et à l’écriture des mêmes lignes',
  run: async ({ folder, ownerUrl, ownerPool: owner, brief, say: log }) => {
    const ledger = await ledgerOn(ownerUrl, { mode: 'demonstration', dataDir: folder });
    try {
      await loadDemonstration(ledger);
      const { pool, store: reader } = ledger;
      await prepareReadModels({ pool, reader });
      const benching = { pool, owner, reader, log, ...(brief ? BRIEF : {}) };
      const benched = [await benchRebuild(benching), ...(await benchReports(benching))];
      return table(
        [
          { title: 'Mesure' },
          { title: 'ms', align: right },
          { title: 'Limite' },
          { title: 'ms', align: right },
          { title: 'Rapport', align: right },
        ],
        benched.map(({ name, milliseconds, limit, limitMilliseconds, ratio }) => [
          name,
          quantity(Math.round(milliseconds)),
          limit,
          quantity(Math.round(limitMilliseconds)),
          decimal(ratio.toFixed(2)),
        ]),
      );
    } finally {
      await ledger.close();
    }
  },
};
