import { Command } from 'commander';
import { type Act, type ParkedStream, parkedStreams, replayParked, skipParked } from '#read-models';
import { fr, quantity } from '#wording';
import { CommandFailed, type Io, withLedger } from './io.js';
import { table } from './table.js';

type Options = Pick<Act, 'by' | 'reason'>;

export function deadLettersCommand(io: Io): Command {
  return new Command('dead-letters')
    .description('montre les faits que les vues n’ont pas su lire ; les rejoue ou les écarte, avec trace')
    .addCommand(listCommand(io))
    .addCommand(replayCommand(io))
    .addCommand(skipCommand(io));
}

function listCommand(io: Io): Command {
  return new Command('list')
    .description('montre les flux arrêtés : leur premier fait illisible, et pourquoi')
    .option('--json', 'répond en JSON')
    .action(({ json }: { readonly json?: true }) =>
      withLedger(io, async ({ pool }) => {
        const parked = await parkedStreams(pool);
        if (json) io.print(JSON.stringify(parked));
        else if (parked.length === 0) io.print('Aucun flux n’est arrêté : les vues ont lu tous les faits.');
        else for (const line of listed(parked)) io.print(line);
      }),
    );
}

function listed(parked: readonly ParkedStream[]): readonly string[] {
  return table(
    [
      { title: 'Flux' },
      { title: 'Position', align: 'right' },
      { title: 'Faits', align: 'right' },
      { title: 'Écarté par' },
      { title: 'Cause' },
    ],
    parked.map(({ stream, position, facts, skipped, error }) => [
      stream,
      quantity(BigInt(position)),
      quantity(facts),
      skipped ? `${skipped.by} (${skipped.reason})` : '',
      error,
    ]),
  );
}

function acting(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<flux>', 'flux arrêté, comme la liste le nomme')
    .requiredOption('--by <compte>', 'compte pseudonyme de qui agit')
    .requiredOption('--reason <texte>', 'pourquoi ; conservé');
}

function replayCommand(io: Io): Command {
  return acting('replay', 'relit un flux depuis son premier fait, une fois le logiciel réparé').action(
    (stream: string, options: Options) =>
      withLedger(io, async ({ pool }) => {
        const missing = await replayParked(pool, { stream, ...options });
        if (missing === undefined) throw notParked(stream);
        if (missing > 0) {
          throw new CommandFailed(
            fr`Le flux ${stream} reste arrêté : faits non lus, ${quantity(missing)}. « pia dead-letters list » dit pourquoi.`,
          );
        }
        io.print(fr`Le flux ${stream} est relu en entier ; ses vues sont complètes.`);
      }),
  );
}

function skipCommand(io: Io): Command {
  return acting(
    'skip',
    'prend acte qu’un flux reste arrêté : il n’alerte plus, ses vues se disent toujours incomplètes',
  ).action((stream: string, options: Options) =>
    withLedger(io, async ({ pool }) => {
      if (!(await skipParked(pool, { stream, ...options }))) throw notParked(stream);
      io.print(fr`Le flux ${stream} est écarté ; ses vues restent incomplètes et le disent.`);
    }),
  );
}

function notParked(stream: string): CommandFailed {
  return new CommandFailed(
    fr`Le flux « ${stream} » n’est pas arrêté. « pia dead-letters list » donne ceux qui le sont.`,
  );
}
