import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { type Ledger, type Verification, verifyLedger } from '#hosting';
import { readModelPosition } from '#read-models';
import { fr } from '#wording';
import { CommandFailed, type Io, withLedger } from './io.js';
import {
  sentenceOfBalanceFault,
  sentenceOfDifference,
  sentenceOfFault,
  sentenceOfStraggler,
  sentenceOfIssued,
  sentenceOfKey,
  sentencesOfVerified,
} from './verify.sentences.js';

export function verifyCommand(io: Io): Command {
  return new Command('verify')
    .description(
      'relit tout le journal, recalcule ses empreintes, ses points de contrôle et chaque vue, et compare',
    )
    .option('--json', 'répond en JSON')
    .option(
      '--checkpoint <fichier>',
      'points de contrôle gardés ailleurs : chacun doit être le début du journal',
    )
    .action(({ json, checkpoint }: { readonly json?: true; readonly checkpoint?: string }) =>
      withLedger(io, async ledger => {
        if (checkpoint !== undefined && !existsSync(checkpoint)) {
          throw new CommandFailed(fr`Le fichier « ${checkpoint} » n’existe pas.`);
        }
        if ((await readModelPosition(ledger.pool)) === 0n) {
          throw new CommandFailed('Les vues n’ont pas encore été construites : lancez « pia rebuild ».');
        }
        const verification = await verified(io, ledger, checkpoint);
        if (json) io.print(JSON.stringify(verification));
        for (const straggler of verification.log.stragglers) io.say(sentenceOfStraggler(straggler));
        if (checkpoint !== undefined && !verification.log.fault && verification.log.kept === 0) {
          throw new CommandFailed(fr`Le fichier « ${checkpoint} » ne contient aucun point de contrôle.`);
        }
        const sentences = outcomeOf(verification);
        if (!json) sentences.forEach(line => io.print(line));
      }),
    );
}

/** What was verified; throws `CommandFailed` with the first fault or difference. */
export function outcomeOf(verification: Verification): readonly string[] {
  const { log, readModels, keys, balances, issued } = verification;
  if (log.fault) throw new CommandFailed(sentenceOfFault(log.fault));
  if (readModels?.difference) throw new CommandFailed(sentenceOfDifference(readModels.difference));
  if (keys?.difference) throw new CommandFailed(sentenceOfKey(keys.difference));
  if (balances?.fault) throw new CommandFailed(sentenceOfBalanceFault(balances.fault));
  if (issued?.fault) throw new CommandFailed(sentenceOfIssued(issued.fault));
  return sentencesOfVerified(verification);
}

/** @param checkpoint a file of checkpoints that somebody else kept */
export async function verified(io: Io, ledger: Ledger, checkpoint?: string): Promise<Verification> {
  const [log, readModels] = [io.progress('Journal'), io.progress('Vues')];
  try {
    const progress = {
      log: (done: number, of: number) => log.at(done, of),
      readModels: (done: number, of: number) => {
        log.end();
        readModels.at(done, of);
      },
    };
    return await verifyLedger(ledger, progress, checkpoint);
  } finally {
    log.end();
    readModels.end();
  }
}
