import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { catalogue } from '#ledger';
import type { Io } from './io.js';

export function catalogueCommand(io: Io): Command {
  return new Command('catalogue')
    .description('écrit le catalogue des faits à partir de leurs définitions')
    .option('--out <fichier>', 'fichier à écrire', 'docs/events.md')
    .action(async ({ out }: { readonly out: string }) => {
      await writeFile(out, catalogue());
      io.print(`Catalogue des faits écrit dans ${out}.`);
    });
}
