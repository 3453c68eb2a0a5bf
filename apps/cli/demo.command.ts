import { Command } from 'commander';
import { loadDemonstration, today } from '#hosting';
import { conventions, prepareReadModels, projectBatch } from '#read-models';
import { type Io, withLedger } from './io.js';

export function demoCommand(io: Io): Command {
  return new Command('demo')
    .description('charge la démonstration dans une base vide en mode démonstration, ou achève de la charger')
    .action(() =>
      withLedger(io, async ledger => {
        const progress = io.progress('Démonstration');
        try {
          await loadDemonstration(ledger, (done, of) => progress.at(done, of));
        } finally {
          progress.end();
        }
        const { pool, store, clock } = ledger;
        const models = { pool, reader: store };
        await prepareReadModels(models);
        await projectBatch(models);
        const listed = await conventions(pool, {
          perimeter: { kind: 'everything' },
          today: today(clock),
          limit: 200,
        });
        io.print(`La démonstration est chargée : ${listed.conventions.length} conventions.`);
      }),
    );
}
