import { type FiscalYearCommand, fiscalYearStream } from '#ledger';
import { ADMINISTRATEUR, castConventions, GESTIONNAIRE, ORDONNATEUR, TRESORIER } from './cast.js';
import { bouchesDuRhoneStory } from './bouches-du-rhone.js';
import { cretsStory } from './crets.js';
import { plans } from './plans.js';
import { at, type DemonstrationDocument, type Step } from './story.js';

export interface Demonstration {
  /** In the order of their recording, over all streams. */
  readonly steps: readonly Step[];
  readonly documents: readonly DemonstrationDocument[];
  readonly conventions: number;
}

/** The moment of the installation: everything else comes after it. */
export const INSTALLED_AT = at('2016-01-04', 8 * 60);
const FIRST_YEAR = 2016;
const LAST_CLOSED_YEAR = 2025;

/** All that was ever asked: Crêts, the fictitious conventions, and each year closed in January of the next. */
export function demonstration(): Demonstration {
  const staff = { gestionnaire: GESTIONNAIRE, ordonnateur: ORDONNATEUR };
  const { stories: told, schemes } = plans();
  const stories = [
    cretsStory(staff, TRESORIER),
    bouchesDuRhoneStory(staff),
    ...castConventions().map(({ story }) => story),
    ...told,
  ];
  const steps = [...stories.flatMap(story => story.steps), ...closings(), ...schemes];
  return {
    steps: steps.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)),
    documents: stories.flatMap(({ documents }) => documents),
    conventions: stories.length,
  };
}

function closings(): readonly Step[] {
  const years = Array.from({ length: LAST_CLOSED_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  return years.flatMap(year => [
    closing(year, 'BeginClosingFiscalYear', `${year + 1}-01-20`),
    closing(year, 'CloseFiscalYear', `${year + 1}-01-23`),
  ]);
}

function closing(year: number, type: Exclude<FiscalYearCommand['type'], 'OpenFiscalYear'>, on: string): Step {
  return {
    at: at(on, 18 * 60),
    stream: fiscalYearStream(year),
    person: ADMINISTRATEUR,
    key: `demonstration:${type}:${year}`,
    command: { type, year },
    personal: [],
  };
}
