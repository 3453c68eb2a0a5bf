import { Command } from 'commander';
import { type BundleRefusal, writeBundle } from '#hosting';
import { isRefusal } from '#kernel';
import { fr, quantity } from '#wording';
import { CommandFailed, type Io, notWritten, withLedger } from './io.js';
import { incomplete } from './journal.command.js';

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

function sentenceOf({ code, details }: BundleRefusal): string {
  switch (code) {
    case 'journal_incomplete':
      return incomplete(details.references);
    case 'bundle_exists':
      return fr`${details.path} existe déjà : donnez un autre nom, rien n’est écrasé.`;
    case 'bundle_not_verified':
      return fr`Le dossier n’a pas été écrit, car il ne se vérifie pas. Lancez « pia verify ».\n${details.answer}`;
  }
}
