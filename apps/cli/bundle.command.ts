import { Command } from 'commander';
import { writeBundle } from '#hosting';
import { isRefusal } from '#kernel';
import { fr, quantity, sentenceOf } from '#wording';
import { CommandFailed, type Io, notWritten, withLedger } from './io.js';

export function bundleCommand(io: Io): Command {
  return new Command('bundle')
    .description('écrit le dossier qu’un auditeur vérifie sans le registre, hors ligne, avec Node seul')
    .requiredOption('--out <dossier>', 'dossier à créer, ou archive si le nom finit par .tar.gz')
    .action(({ out }: { readonly out: string }) =>
      withLedger(io, async ledger => {
        const progress = io.progress('Enregistrements');
        const written = await writeBundle(ledger, out, (done, of) => progress.at(done, of))
          .catch(notWritten(out))
          .finally(() => progress.end());
        if (isRefusal(written)) throw new CommandFailed(sentenceOf(written));
        for (const line of written.verified.split('\n')) io.print(line);
        io.print(
          fr`Dossier écrit dans ${written.path} : faits 1 à ${quantity(BigInt(written.position))}. Pour le vérifier : node verify.mjs`,
        );
      }),
    );
}
