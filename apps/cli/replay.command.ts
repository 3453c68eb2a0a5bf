import { Command } from 'commander';
import { type Ledger, today } from '#hosting';
import type { Day, Instant } from '#kernel';
import { type History, knownAt, latestState } from '#ledger';
import { conventions, prepareReadModels, projectBatch } from '#read-models';
import { fr } from '#wording';
import { readDay, readKnownAt } from './arguments.js';
import { CommandFailed, type Io, withLedger } from './io.js';
import { replayed } from './replay.js';
import { commitmentsOf, signatories } from './signatories.js';

interface Options {
  readonly effectiveOn?: Day;
  readonly knownAt?: Instant;
}

export function replayCommand(io: Io): Command {
  return new Command('replay')
    .description('rejoue l’histoire d’une convention : chaque fait, et l’état après lui')
    .argument('<convention>', 'identifiant ou référence')
    .option('--effective-on <jour>', 'ne retient que ce qui a pris effet ce jour au plus tard', readDay)
    .option(
      '--known-at <jour>',
      'ne retient que ce qui était connu ce jour-là, ou à cet instant',
      readKnownAt,
    )
    .action((name: string, options: Options) =>
      withLedger(io, async ledger => {
        const stream = await conventionStream(ledger, name);
        const { state, version } = await ledger.writer.read(stream);
        if (version === 0) throw unknown(name);
        const known = (of: History) => (options.knownAt === undefined ? of : knownAt(of, options.knownAt));
        const history = known(state as History);
        if (history.facts.length === 0)
          throw new CommandFailed('Rien de cette convention n’était connu à cette date.');
        const parent = latestState(history).draft?.parent?.stream;
        const above =
          parent === undefined ? undefined : known((await ledger.writer.read(parent)).state as History);
        const lines = replayed(history, options.effectiveOn, today(ledger.clock), above);
        for (const line of lines) io.print(line);
        const kept = await ledger.store.readPersonal(commitmentsOf(history));
        const names = new Map(kept.map(({ commitment, value }) => [commitment, value]));
        for (const line of signatories(history, names)) io.print(line);
      }),
    );
}

const UUID = /^(?:convention-)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

function unknown(name: string): CommandFailed {
  return new CommandFailed(fr`Aucune convention n’a pour identifiant ou référence « ${name} ».`);
}

/** The stream of a convention by its id, or by its reference where one only has it. */
export async function conventionStream({ pool, store, clock }: Ledger, name: string): Promise<string> {
  const id = UUID.exec(name)?.[1]?.toLowerCase();
  if (id !== undefined) return `convention-${id}`;
  const models = { pool, reader: store };
  await prepareReadModels(models);
  await projectBatch(models);
  const found = await conventions(pool, {
    perimeter: { kind: 'everything' },
    today: today(clock),
    search: name,
    limit: 200,
  });
  const named = found.conventions.filter(({ reference }) => reference.toLowerCase() === name.toLowerCase());
  const [only, ...others] = named;
  if (!only) throw unknown(name);
  if (others.length > 0) {
    const lines = named.map(({ id: each, academie, title }) => `  ${each}  ${academie}  ${title}`);
    throw new CommandFailed(
      [fr`Plusieurs conventions ont la référence « ${name} » ; donnez un identifiant :`, ...lines].join('\n'),
    );
  }
  return `convention-${only.id}`;
}
