import { count, fact, type FactOf } from '#kernel';
import { z } from 'zod';

export const INSTALLATION_MODES = ['demonstration', 'production'] as const;
export type InstallationMode = (typeof INSTALLATION_MODES)[number];

export const installationFacts = {
  Installed: fact('Installed', 'life', 'The ledger was installed: the first fact of its log.', {
    /** A demonstration log holds fictitious data and is never served as a production one. */
    mode: z.enum(INSTALLATION_MODES),
    /** From 1. */
    epoch: z.int().min(1),
  }),
  DemonstrationLoaded: fact('DemonstrationLoaded', 'life', 'The demonstration was loaded in full.', {
    conventions: count(),
  }),
};

export type InstallationFact =
  FactOf<typeof installationFacts.Installed> | FactOf<typeof installationFacts.DemonstrationLoaded>;
