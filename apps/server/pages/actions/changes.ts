import { STAGES } from '#wording';
import type { ConventionAnswer } from '../../answers/convention.answer.js';

/** A figure that an act would move. */
export interface Change {
  readonly place: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What an act would make of a convention. */
export interface Changes {
  readonly figures: readonly Change[];
  /** The state of the convention before and after, where it changes. */
  readonly stage?: readonly [before: string, after: string];
}

const FIGURES = [
  ['maximum', 'Montant maximal'],
  ['committed', 'Engagé'],
  ['released', 'Retiré des engagements'],
  ['accepted', 'Dépense acceptée'],
  ['due', 'Dû'],
  ['pending', 'Demandé, non payé'],
  ['paid', 'Payé'],
  ['repaid', 'Reversé'],
  ['payable', 'Payable maintenant'],
  ['toOrder', 'À faire reverser'],
  ['outstanding', 'Reste à payer'],
] as const satisfies readonly (readonly [keyof ConventionAnswer['balances'], string])[];

type Seen = Pick<ConventionAnswer, 'lines' | 'stage'>;

/** The figures of each tranche that differ, in the order of the text. */
export function changesOf(before: Seen, after: Seen): Changes {
  const figures = after.lines.flatMap(({ line, label, tranches }) =>
    tranches.flatMap(({ tranche, label: name, balances }) => {
      const known = before.lines
        .find(candidate => candidate.line === line)
        ?.tranches.find(candidate => candidate.tranche === tranche)?.balances;
      return FIGURES.flatMap(([key, title]) => {
        const [was, is] = [known?.[key] ?? '0.00', balances[key]];
        return was === is ? [] : [{ place: `${label}, ${name}`, name: title, before: was, after: is }];
      });
    }),
  );
  return {
    figures,
    ...(before.stage === after.stage ? {} : { stage: [STAGES[before.stage], STAGES[after.stage]] as const }),
  };
}
