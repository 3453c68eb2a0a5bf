import { fact, type FactOf } from '#kernel';
import { z } from 'zod';

const year = z.int().min(1900).max(2198).describe('the exercice');

export const fiscalYearFacts = {
  FiscalYearOpened: fact('FiscalYearOpened', 'life', 'A fiscal year was opened to entries.', { year }),
  FiscalYearClosing: fact('FiscalYearClosing', 'life', 'A fiscal year stopped taking entries.', { year }),
  FiscalYearClosed: fact('FiscalYearClosed', 'life', 'A fiscal year was closed for good.', { year }),
};

type Definitions = typeof fiscalYearFacts;
export type FiscalYearFact = { [T in keyof Definitions]: FactOf<Definitions[T]> }[keyof Definitions];
