import { Command } from 'commander';
import { erasePersonal, MotiveNames, type Subject, today } from '#hosting';
import { day, fr, quantity } from '#wording';
import { readAccount } from './arguments.js';
import { CommandFailed, type Io, withLedger } from './io.js';
import { conventionStream } from './replay.command.js';

interface Options {
  readonly name?: string;
  readonly convention?: string;
  readonly party?: string;
  readonly by: string;
  readonly motive: string;
}

export function eraseCommand(io: Io): Command {
  return new Command('erase')
    .description('efface pour toujours des données personnelles ; le journal et ses preuves ne changent pas')
    .option('--name <nom>', 'la personne, telle qu’elle a été saisie, partout où elle figure')
    .option('--convention <convention>', 'identifiant ou référence de la convention à nettoyer')
    .option('--party <partie>', 'seulement le signataire de cette partie de la convention')
    .requiredOption('--by <compte>', 'compte pseudonyme de qui efface', readAccount)
    .requiredOption('--motive <motif>', 'pourquoi, sans nommer la personne')
    .action((options: Options) =>
      withLedger(io, async ledger => {
        const { by: actor, motive } = options;
        const subject = await subjectOf(options, name => conventionStream(ledger, name));
        const erased = await erasePersonal(ledger, subject, { actor, motive }).catch((error: unknown) => {
          if (!(error instanceof MotiveNames)) throw error;
          throw new CommandFailed(
            'Le motif reste au registre : n’y nommez pas la personne. Rien n’a été effacé.',
          );
        });
        if (erased.length === 0)
          throw new CommandFailed('Rien à effacer : aucune valeur n’est conservée pour cette demande.');
        for (const { position, stream } of erased) {
          io.print(fr`Donnée effacée : fait ${quantity(position)}, ${stream}.`);
        }
        io.print(
          fr`Trace gardée : ${day(today(ledger.clock))}, ${actor}, « ${motive} ». Les sauvegardes antérieures contiennent encore ce qui est effacé.`,
        );
      }),
    );
}

async function subjectOf(
  { name, convention, party }: Options,
  streamOf: (name: string) => Promise<string>,
): Promise<Subject> {
  if (name !== undefined && convention === undefined && party === undefined) return { kind: 'name', name };
  if (name === undefined && convention !== undefined) {
    return { kind: 'convention', stream: await streamOf(convention), party };
  }
  throw new CommandFailed(
    'Donnez soit --name, soit --convention (et --party si une seule partie est en cause).',
  );
}
