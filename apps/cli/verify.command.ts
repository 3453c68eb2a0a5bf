import { Command } from 'commander';
import { type Difference, readModelPosition, type Verified, verifyReadModels } from '#read-models';
import { fr, quantity } from '#wording';
import { CommandFailed, type Io, withLedger } from './io.js';

export function verifyCommand(io: Io): Command {
  return new Command('verify')
    .description(
      'recalcule chaque vue à partir du journal et la compare ligne à ligne à ce qui est enregistré',
    )
    .option('--json', 'répond en JSON')
    .action(({ json }: { readonly json?: true }) =>
      withLedger(io, async ({ pool }) => {
        if ((await readModelPosition(pool)) === 0n) {
          throw new CommandFailed('Les vues n’ont pas encore été construites : lancez « pia rebuild ».');
        }
        const verified = await verifyReadModels({ pool });
        if (json) io.print(JSON.stringify(verified));
        if (verified.difference) throw new CommandFailed(sentenceOfDifference(verified.difference));
        if (!json) io.print(sentenceOfVerified(verified));
      }),
    );
}

function sentenceOfVerified({ position, conventions, events, rows }: Verified): string {
  return (
    `Aucun écart : ${quantity(rows)} lignes recalculées, ${quantity(conventions)} conventions, ` +
    `${quantity(events)} faits, jusqu’à la position ${quantity(BigInt(position))}.`
  );
}

/** What is wrong, with both values. */
function sentenceOfDifference({ table, key, column, expected, found }: Difference): string {
  const shown = (value: string | null) => (value === null ? 'rien' : fr`« ${value} »`);
  return (
    fr`Premier écart : table ${table}, ligne ${key}, colonne ${column}. ` +
    fr`Le journal donne ${shown(expected)}, la vue contient ${shown(found)}.`
  );
}
