import { Command, InvalidArgumentError } from 'commander';
import { type BalanceProof, proveBalance } from '#hosting';
import { fr, quantity } from '#wording';
import { CommandFailed, type Io, withLedger } from './io.js';
import { conventionStream } from './replay.command.js';

interface Options {
  readonly year: number;
  readonly convention: string;
  readonly line: string;
  readonly imputation?: string;
  readonly json?: true;
}

export function balanceProofCommand(io: Io): Command {
  return new Command('balance-proof')
    .description('prouve qu’un solde d’un exercice clos est l’un de ceux qui ont été signés à la clôture')
    .requiredOption('--year <exercice>', 'exercice clos', readYear)
    .requiredOption('--convention <convention>', 'identifiant ou référence')
    .requiredOption('--line <volet>', 'volet de la convention')
    .option('--imputation <code>', 'code de l’imputation entière, si le volet en a plusieurs')
    .option('--json', 'répond en JSON')
    .action(({ convention, json, ...asked }: Options) =>
      withLedger(io, async ledger => {
        const stream = await conventionStream(ledger, convention);
        const proven = await proveBalance(ledger, {
          ...asked,
          convention: stream.replace('convention-', ''),
        });
        if (proven === 'year-not-sealed') {
          throw new CommandFailed(fr`Les soldes de l’exercice ${String(asked.year)} ne sont pas signés.`);
        }
        if (proven === 'unknown') throw new CommandFailed('Aucun solde pour cette convention et ce volet.');
        if ('imputations' in proven) {
          const codes = proven.imputations.map(code => `  ${code}`);
          throw new CommandFailed(['Plusieurs imputations ; donnez --imputation :', ...codes].join('\n'));
        }
        if (json) io.print(JSON.stringify(proven));
        else linesOf(proven).forEach(line => io.print(line));
        if (!proven.holds) {
          throw new CommandFailed(
            'Preuve rompue : recalculé, ce solde n’est pas sous la racine signée, ou la clé n’est pas connue. Lancez « pia verify ».',
          );
        }
        if (!json) io.print(fr`Vérifié : ce solde est l’un des ${quantity(proven.size)} soldes signés.`);
      }),
    );
}

function readYear(text: string): number {
  if (!/^(?:19|20|21)\d\d$/.test(text))
    throw new InvalidArgumentError('un exercice est attendu, comme 2016.');
  return Number(text);
}

function linesOf({ text, index, path, checkpoint }: BalanceProof): readonly string[] {
  return [
    fr`Solde, rang ${quantity(index)} : ${text}`,
    'Chemin :',
    ...path.map(hash => `  ${hash}`),
    `Note de clôture :\n${checkpoint.trimEnd()}`,
  ];
}
