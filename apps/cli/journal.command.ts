import { Command } from 'commander';
import { type JournalFormatName, statedLog, writeJournalFile } from '#hosting';
import { prepareReadModels, projectBatch } from '#read-models';
import { fr, quantity, sentenceOf } from '#wording';
import { readFormat, readYear } from './arguments.js';
import { CommandFailed, type Io, notWritten, withLedger } from './io.js';

interface Options {
  readonly out: string;
  readonly format: JournalFormatName;
  readonly year?: number;
}

export function journalCommand(io: Io): Command {
  return new Command('journal')
    .description(
      'écrit le journal en partie double, que lisent hledger et ledger, ou un fichier des écritures',
    )
    .requiredOption('--out <fichier>', 'fichier à écrire')
    .option(
      '--format <format>',
      'hledger (que ledger lit aussi) ou fec (dix-huit colonnes)',
      readFormat,
      'hledger',
    )
    .option('--year <exercice>', 'un seul exercice, avec ses à-nouveaux ; par défaut, tout', readYear)
    .action(({ out, format, year }: Options) =>
      withLedger(io, async ledger => {
        const { pool, store } = ledger;
        const models = { pool, reader: store };
        await prepareReadModels(models);
        await projectBatch(models);
        const log = await statedLog(ledger);
        const question = { format, year, perimeter: { kind: 'everything' } as const };
        const refusal = await writeJournalFile(pool, question, log, out).catch(notWritten(out));
        if (refusal) throw new CommandFailed(sentenceOf(refusal));
        io.print(
          fr`Journal écrit dans ${out} : faits 1 à ${quantity(log.position)} du registre, racine ${log.root}.`,
        );
      }),
    );
}
