import { Command } from 'commander';
import { type Ledger, type Verification, verifyLedger } from '#hosting';
import { readModelPosition } from '#read-models';
import { CommandFailed, type Io, withLedger } from './io.js';
import {
  sentenceOfDifference,
  sentenceOfFault,
  sentenceOfIssued,
  sentencesOfVerified,
} from './verify.sentences.js';

export function verifyCommand(io: Io): Command {
  return new Command('verify')
    .description(
      'relit tout le journal, recalcule ses empreintes, ses points de contrôle et chaque vue, et compare',
    )
    .option('--json', 'répond en JSON')
    .action(({ json }: { readonly json?: true }) =>
      withLedger(io, async ledger => {
        if ((await readModelPosition(ledger.pool)) === 0n) {
          throw new CommandFailed('Les vues n’ont pas encore été construites : lancez « pia rebuild ».');
        }
        const verification = await verified(io, ledger);
        if (json) io.print(JSON.stringify(verification));
        const { log, readModels, issued } = verification;
        if (log.fault) throw new CommandFailed(sentenceOfFault(log.fault));
        if (readModels?.difference) throw new CommandFailed(sentenceOfDifference(readModels.difference));
        if (issued?.fault) throw new CommandFailed(sentenceOfIssued(issued.fault));
        if (!json) sentencesOfVerified(verification).forEach(line => io.print(line));
      }),
    );
}

async function verified(io: Io, ledger: Ledger): Promise<Verification> {
  const [log, readModels] = [io.progress('Journal'), io.progress('Vues')];
  try {
    return await verifyLedger(ledger, {
      log: (done, of) => log.at(done, of),
      readModels: (done, of) => {
        log.end();
        readModels.at(done, of);
      },
    });
  } finally {
    log.end();
    readModels.end();
  }
}
