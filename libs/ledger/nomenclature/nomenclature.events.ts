import { dayField, fact, type FactOf, maybe, text } from '#kernel';
import { z } from 'zod';

/** The Chorus axes that follow from a rule: activité from the flow, the two others from the payee's legal type. */
export const NOMENCLATURE_AXES = ['activite', 'pce', 'groupe_marchandises'] as const;
export type NomenclatureAxis = (typeof NOMENCLATURE_AXES)[number];

export const nomenclatureFacts = {
  NomenclatureCodeSet: fact('NomenclatureCodeSet', 'life', 'A code of the imputation nomenclature was set.', {
    axis: z.enum(NOMENCLATURE_AXES),
    /** A flow for the activité, a legal type for the compte PCE and the groupe de marchandises. */
    key: text(40),
    /** As typed; compared in normal form. */
    code: text(20),
    validFrom: dayField(),
    /** Last day of validity, that day included. */
    validUntil: maybe(dayField()),
    /** The text that gives the code. */
    source: text(500),
    fictitious: z.boolean(),
  }),
};

export type NomenclatureFact = FactOf<typeof nomenclatureFacts.NomenclatureCodeSet>;
export type NomenclatureEntry = NomenclatureFact['data'];
