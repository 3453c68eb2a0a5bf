import { Command } from 'commander';
import { listed } from '#wording';
import { CommandFailed, type Io } from '../io.js';
import { appends } from './appends.bench.js';
import type { Bench } from './bench.js';
import { onBenchGround } from './ground.js';
import { readModels } from './read-models.bench.js';

/** All benches, in the order of running. */
const BENCHES: readonly Bench[] = [appends, readModels];

export function benchCommand(io: Io): Command {
  const names = BENCHES.map(({ name }) => name);
  return new Command('bench')
    .description(
      'mesure les performances sur une base faite pour cela, contre les limites de la même machine',
    )
    .argument('[mesures...]', `parmi : ${names.join(', ')} ; par défaut, toutes`)
    .option('--brief', 'mesure brièvement, pour vérifier que tout fonctionne')
    .action(async (asked: readonly string[], { brief = false }: { readonly brief?: boolean }) => {
      const unknown = asked.filter(name => !names.includes(name));
      if (unknown.length > 0) throw new CommandFailed(`Mesure inconnue : ${listed(unknown)}.`);
      for (const bench of BENCHES.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
        io.print(`${bench.title} :`);
        const lines = await onBenchGround({ brief, say: line => io.say(line) }, ground => bench.run(ground));
        for (const line of [...lines, '']) io.print(line);
      }
    });
}
