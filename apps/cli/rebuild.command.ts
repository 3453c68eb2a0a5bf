import { Command } from 'commander';
import { rebuild } from '#read-models';
import { quantity } from '#wording';
import { type Io, withLedger } from './io.js';

export function rebuildCommand(io: Io): Command {
  return new Command('rebuild')
    .description('reconstruit toutes les vues à partir du journal, à côté de celles qui servent')
    .action(() =>
      withLedger(io, async ({ pool, store }) => {
        const started = performance.now();
        const progress = io.progress('Reconstruction');
        try {
          await rebuild({ pool, reader: store, onProgress: (done, of) => progress.at(done, of) });
        } finally {
          progress.end();
        }
        const seconds = ((performance.now() - started) / 1000).toFixed(1).replace('.', ',');
        const head = await store.head();
        io.print(`Vues reconstruites en ${seconds} s : ${quantity(head)} faits dans le journal.`);
      }),
    );
}
