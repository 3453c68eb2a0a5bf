import { Command } from 'commander';
import { latestCheckpoint, proveFact } from '#hosting';
import { fr, quantity } from '#wording';
import { readPosition } from './arguments.js';
import { CommandFailed, type Io, withLedger } from './io.js';

export function checkpointCommand(io: Io): Command {
  return new Command('checkpoint')
    .description('montre le dernier point de contrôle signé : nombre de faits, racine, signature')
    .action(() =>
      withLedger(io, async ({ pool }) => {
        const latest = await latestCheckpoint(pool);
        if (!latest) throw new CommandFailed('Aucun point de contrôle n’est encore signé.');
        io.print(latest.note.trimEnd());
        io.say(fr`Sur les rapports : ${quantity(latest.size)} faits, racine abrégée ${latest.shortRoot}.`);
      }),
    );
}

export function proofCommand(io: Io): Command {
  return new Command('proof')
    .description('prouve qu’un fait est dans le journal que le dernier point de contrôle signe')
    .argument('<position>', 'place du fait dans le journal, à partir de 1', readPosition)
    .option('--json', 'répond en JSON')
    .action((position: number, { json }: { readonly json?: true }) =>
      withLedger(io, async ledger => {
        const proven = await proveFact(ledger, position);
        if (!proven) {
          throw new CommandFailed(
            fr`Aucun point de contrôle ne va encore jusqu’à la position ${quantity(position)}.`,
          );
        }
        const { leaf, path, checkpoint, size, holds } = proven;
        if (json) io.print(JSON.stringify(proven));
        else {
          io.print(fr`Fait à la position ${quantity(position)}, empreinte ${leaf}`);
          io.print('Chemin :');
          for (const hash of path) io.print(`  ${hash}`);
          io.print(`Point de contrôle :\n${checkpoint.trimEnd()}`);
        }
        if (!holds) {
          throw new CommandFailed(
            fr`Preuve rompue : le fait à la position ${quantity(position)} n’est pas celui qui a été scellé, ou la clé n’est pas connue. Lancez « pia verify ».`,
          );
        }
        if (!json) io.print(fr`Vérifié : ce fait est l’un des ${quantity(BigInt(size))} faits signés.`);
      }),
    );
}
