import { rate } from '#kernel';
import type { PublishScheme } from '../scheme/scheme.decisions.js';
import type { DraftConvention } from './draft-asked.js';
import { eur, Journey, on } from './journey.testing.js';

/* The agreements without a subsidy of the State: a framework with notified credits, plans in kind. */

export const TILLEULS = '0387101M';
export const MOULIN = '0387102N';
export const FONTAINE = '0387301E';
export const SIRET = '99000210700011';
const axes = { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' };

const published = (code: string, flow: PublishScheme['flows'][number]): PublishScheme => ({
  type: 'PublishScheme',
  code,
  label: code,
  legalBasis: 'essai',
  source: 'essai',
  validFrom: on('2010-01-01'),
  taxBasis: 'TTC',
  rounding: 'down',
  flows: [flow],
});

export const creditsScheme = published('cadre', {
  flow: 'resources',
  kind: 'flat_grant',
  label: 'Crédits globalisés',
  beneficiaryTypes: ['eple'],
  units: [
    { unit: 'credits', label: 'Crédits notifiés', ceiling: eur('0.00'), rate: rate('1'), notified: true },
  ],
  advanceRate: rate('1'),
});

export const kindScheme = published('en_nature', {
  flow: 'equipment',
  kind: 'in_kind',
  label: 'Équipement prêté',
  beneficiaryTypes: ['departement', 'commune'],
  units: [
    {
      unit: 'chromebook',
      label: 'Chromebook',
      ceiling: eur('0.00'),
      rate: rate('0'),
      entitlement: { per: 'classe', each: 4 },
    },
  ],
  advanceRate: rate('0'),
});

/** The framework of 2025, drafted on 1 September. */
export function frameworkDraft(changes: Partial<DraftConvention> = {}): DraftConvention {
  return {
    type: 'DraftConvention',
    on: on('2025-09-01'),
    reference: 'CADRE-2025',
    title: 'Convention-cadre',
    academie: 'grenoble',
    scheme: { code: 'cadre' },
    parties: [
      { id: 'departement', role: 'other', name: 'Département' },
      { id: 'academie', role: 'academie', name: 'Académie' },
    ],
    visaRequired: false,
    validity: {},
    validUntil: on('2026-08-31'),
    noticeMonths: 6,
    schools: [{ uai: TILLEULS, name: 'Collège des Tilleuls' }],
    lines: [],
    observations: [],
    fictitious: true,
    ...changes,
  };
}

/** Signed on 1 October 2025 with a tacit renewal by school year, three times at most. */
export function framework(changes: Partial<DraftConvention> = {}): Journey {
  const journey = new Journey({ schemes: [creditsScheme] });
  journey.does(frameworkDraft(changes));
  journey.does({ type: 'SignConvention', on: on('2025-10-01'), party: 'departement' });
  const renewal = { tacit: true, years: 1, most: 3 };
  journey.does({ type: 'SignConvention', on: on('2025-10-01'), party: 'academie', renewal });
  return journey;
}

export const notify = (amount = '1200.00', changes: object = {}) =>
  ({
    type: 'NotifyGrant',
    on: on('2025-10-20'),
    flow: 'resources',
    uai: TILLEULS,
    tranche: '2025',
    label: '2025',
    amount: eur(amount),
    posts: [
      { post: 'manuels', label: 'Manuels' },
      { post: 'ressources', label: 'Ressources' },
    ],
    axes,
    ...changes,
  }) as const;

export const credits = { line: `resources-${TILLEULS}`, tranche: '2025' };

export const vote = (manuels: string, ressources: string, date = '2025-11-25') =>
  ({
    type: 'VoteSplit',
    on: on(date),
    ...credits,
    shares: [
      { post: 'manuels', amount: eur(manuels) },
      { post: 'ressources', amount: eur(ressources) },
    ],
  }) as const;

export const used = (manuels: string, ressources: string, total: string, date = '2026-06-30') =>
  ({
    type: 'DeclareUse',
    on: on(date),
    ...credits,
    final: true,
    used: [{ allocation: `${TILLEULS}-credits`, amount: eur(total) }],
    posts: [
      { post: 'manuels', amount: eur(manuels) },
      { post: 'ressources', amount: eur(ressources) },
    ],
    documents: [],
  }) as const;

/** Twelve classes of one school, four Chromebooks each, until the deployment is done. */
export function planDraft(changes: Partial<DraftConvention> = {}): DraftConvention {
  const { validUntil: _, ...asked } = frameworkDraft();
  return {
    ...asked,
    on: on('2018-06-18'),
    reference: 'DIJON-2018',
    scheme: { code: 'en_nature' },
    parties: [
      { id: 'academie', role: 'academie', name: 'DSDEN' },
      { id: 'ville', role: 'beneficiary', name: 'Ville', siret: SIRET, legalType: 'commune' },
    ],
    openEnded: 'la mise en place des équipements',
    noticeMonths: 3,
    schools: [{ uai: FONTAINE, name: 'École de la Fontaine' }],
    lines: [kindLine(12, 48)],
    ...changes,
  };
}

export function kindLine(count: number, quantity: number): DraftConvention['lines'][number] {
  return {
    id: 'equipment',
    flow: 'equipment',
    payee: { legalType: 'commune', siret: SIRET, name: 'Ville' },
    axes,
    tranches: [
      { id: '2018', label: '2018', allocations: [{ uai: FONTAINE, unit: 'chromebook', quantity, count }] },
    ],
  };
}

export function plan(changes: Partial<DraftConvention> = {}): Journey {
  const journey = new Journey({ schemes: [kindScheme] });
  journey.does(planDraft(changes));
  journey.does({ type: 'SignConvention', on: on('2018-09-03'), party: 'academie' });
  journey.does({ type: 'SignConvention', on: on('2018-09-03'), party: 'ville' });
  return journey;
}

export const move = (
  movement: 'delivered' | 'lent' | 'given_back' | 'returned',
  quantity: number,
  date = '2018-11-12',
) =>
  ({
    type: 'MoveEquipment',
    on: on(date),
    line: 'equipment',
    tranche: '2018',
    allocation: `${FONTAINE}-chromebook`,
    movement,
    quantity,
  }) as const;
