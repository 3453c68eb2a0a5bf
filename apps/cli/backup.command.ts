import { Command } from 'commander';
import { backUp, BackupRefused, checkBackup, restore } from '#hosting';
import { fr, quantity } from '#wording';
import { sentenceOfBackupRefused } from './backup.sentences.js';
import { CommandFailed, type Io, type Progress, withLedger } from './io.js';
import { outcomeOf, verified } from './verify.command.js';

export function backupCommand(io: Io): Command {
  return new Command('backup')
    .description('écrit une sauvegarde complète dans un nouveau dossier, pendant que d’autres écrivent')
    .requiredOption('--out <dossier>', 'dossier à créer')
    .action(({ out }: { readonly out: string }) =>
      withLedger(io, async ledger => {
        const { size, epoch, root, documents } = await shown(io, 'Sauvegarde', at => backUp(ledger, out, at));
        io.print(
          fr`Sauvegarde écrite dans ${out} : ${quantity(size)} faits, ${quantity(documents.count)} documents, époque ${quantity(epoch)}.`,
        );
        io.print(fr`Racine : ${root}`);
      }),
    );
}

export function restoreCommand(io: Io): Command {
  return new Command('restore')
    .description('remet une sauvegarde en place dans une base vide, puis vérifie tout')
    .argument('<dossier>', 'dossier de la sauvegarde')
    .option(
      '--accept-loss',
      'accepte que des faits déjà signés et ancrés, absents de la sauvegarde, soient perdus',
    )
    .action((from: string, { acceptLoss }: { readonly acceptLoss?: true }) =>
      withLedger(
        io,
        async ledger => {
          const backup = await shown(io, 'Contrôle', at => checkBackup(from, at));
          const { size, epoch, lostThrough } = await shown(io, 'Restauration', onProgress =>
            restore(ledger, backup, { acceptLoss, onProgress }),
          );
          io.print(fr`Sauvegarde remise en place : ${quantity(size)} faits, époque ${quantity(epoch)}.`);
          io.print(fr`Racine : ${backup.manifest.root}`);
          io.print(fr`Clés publiques admises : ${backup.verifierKeys.join(', ') || 'aucune'}`);
          if (lostThrough !== null) {
            io.print(
              fr`Perte déclarée : les faits ${quantity(size + 1)} à ${quantity(lostThrough)} avaient été signés et ne sont pas dans la sauvegarde.`,
            );
          }
          outcomeOf(await verified(io, ledger)).forEach(line => io.print(line));
        },
        { restoring: true },
      ),
    );
}

/** Work under a bar, its refusal said in French. */
async function shown<T>(io: Io, title: string, work: (at: Progress['at']) => Promise<T>): Promise<T> {
  const progress = io.progress(title);
  try {
    return await work((done, of) => progress.at(done, of));
  } catch (error) {
    if (error instanceof BackupRefused) throw new CommandFailed(sentenceOfBackupRefused(error));
    throw error;
  } finally {
    progress.end();
  }
}
