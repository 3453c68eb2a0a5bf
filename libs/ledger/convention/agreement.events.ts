import { count, dayField, euros, fact, maybe, personal, rateField, sha256, text } from '#kernel';
import { z } from 'zod';
import { EXPENSE_CATEGORIES, FLOW_KINDS, LEGAL_TYPES, QUANTITY_RULES } from '../words.js';
import { renewalTerms } from './duration.events.js';

/* The life of a convention: what its parties agree, sign, change and end. */

const payee = z.strictObject({
  legalType: z.enum(LEGAL_TYPES),
  /** Collectivités are known by SIRET, établissements by UAI. */
  siret: maybe(z.string()),
  uai: maybe(z.string()),
  name: text(200),
});

const party = z.strictObject({
  id: text(40),
  role: z.enum(['academie', 'beneficiary', 'other']),
  name: text(200),
  siret: maybe(z.string()),
  legalType: maybe(z.enum(LEGAL_TYPES)),
});

export const school = z.strictObject({
  uai: z.string(),
  name: text(200),
  referenceCollegeUai: maybe(z.string()),
  address: maybe(text(300)),
  commune: maybe(text(200)),
  inseeCode: maybe(z.string()),
  departement: maybe(text(100)),
  /** Of a network of priority education: some schemes have another rate for it. */
  priorityEducation: maybe(z.boolean()),
});

/** The Chorus axes that a line states; PCE, groupe de marchandises and activité follow from the nomenclature. */
const axes = z.strictObject({
  programme: z.string(),
  titre: z.string(),
  categorie: z.string(),
  action: z.string(),
  sousAction: z.string(),
  activite: maybe(z.string()),
  fondsDeConcours: maybe(z.string()),
  centreFinancier: maybe(z.string()),
  centreDeCouts: maybe(z.string()),
  localisation: maybe(z.string()),
  societe: maybe(z.string()),
  axeMinisteriel: maybe(z.string()),
});

export const allocation = z.strictObject({
  id: text(40),
  uai: z.string(),
  unit: text(40),
  quantity: count(),
  /** Euros per unit, and the State's rate: those of the scheme's version. */
  unitCeiling: euros(),
  rate: rateField(),
  /** `round(quantity × unitCeiling × rate)`, lowered to the cap per school of the scheme. */
  maximum: euros(),
  /** Planned expense, where the unit counts by expense: `unitCeiling` is what of it is subsidised. */
  expense: maybe(euros()),
  /** What the quantity is due for, where the unit has an entitlement: classes, directors, posts. */
  count: maybe(count()),
  /** Before the cap per school, where it lowered the maximum: one unit may then make good another of the school. */
  uncapped: maybe(euros()),
});

const tranche = z.strictObject({
  id: text(40),
  label: text(100),
  allocations: z.array(allocation).min(1).max(400),
  /** `round(advanceRate × Σ maximum)`; the whole of it for a flat grant. */
  advance: euros(),
  /** Not firm by the signature: an amendment makes it firm, or it is abandoned. */
  conditional: maybe(z.boolean()),
});

export const line = z.strictObject({
  id: text(40),
  flow: text(40),
  kind: z.enum(FLOW_KINDS),
  label: text(200),
  payee,
  axes,
  advanceRate: rateField(),
  interimShare: maybe(rateField()),
  tranches: z.array(tranche).min(1).max(20),
  /** Categories of expense that its statements may hold; absent: all. */
  eligibleCategories: maybe(z.array(z.enum(EXPENSE_CATEGORIES)).min(1)),
  /** How quantities follow the head-counts; absent: by amendment. */
  quantities: maybe(z.enum(QUANTITY_RULES)),
  /** Per school, tested again at the final service fait: below it nothing is due. */
  leastAtEnd: maybe(z.strictObject({ expense: maybe(euros()), aid: maybe(euros()) })),
  /** What others bring to the same expense, outside Chorus. */
  cofunding: maybe(
    z.array(
      z.strictObject({ funder: z.enum(LEGAL_TYPES), label: text(200), rate: rateField(), amount: euros() }),
    ),
  ),
});

const period = z.strictObject({ years: maybe(count()), months: maybe(count()) });

export const agreementFacts = {
  ConventionDrafted: fact(
    'ConventionDrafted',
    'life',
    'An agreement was drafted, or its draft was replaced.',
    {
      reference: text(60),
      title: text(300),
      academie: text(40),
      scheme: z.strictObject({ stream: text(100), code: text(80), version: count() }),
      rounding: z.enum(['down', 'half-up']),
      parties: z.array(party).min(2).max(20),
      visaRequired: z.boolean(),
      validity: period,
      /** The last day itself, where the text gives a date and no period. */
      validUntil: maybe(dayField()),
      /** What the convention lasts as long as, where the text gives neither (Dijon, art. 9). */
      openEnded: maybe(text(500)),
      renewal: maybe(renewalTerms),
      /** The steering committee meets at least every so many months. */
      committeeMonths: maybe(count()),
      noticeMonths: count(),
      eligibleFrom: maybe(dayField()),
      deployment: maybe(z.strictObject({ from: dayField(), until: dayField() })),
      schools: z.array(school).max(400),
      lines: z.array(line).max(20),
      /** Clerical errors of the text, kept as observations. */
      observations: z.array(text(1000)).max(50),
      fictitious: z.boolean(),
      warnings: z.array(z.strictObject({ code: text(60), text: text(500) })),
      /** The convention that it is a child of: its suspension and its end hold for this one too. */
      parent: maybe(z.strictObject({ stream: text(100), reference: text(60) })),
      /** Its validity is its parent's, whatever that becomes. */
      followsParent: maybe(z.boolean()),
      /** Who bears which category of expense. */
      expenseMatrix: maybe(
        z.array(
          z.strictObject({
            category: z.enum(EXPENSE_CATEGORIES),
            bornBy: z.enum(['etat', 'collectivite', 'shared']),
          }),
        ),
      ),
    },
  ),
  VisaGiven: fact('VisaGiven', 'life', 'The budget controller gave the visa.', {}),
  VisaRefused: fact('VisaRefused', 'life', 'The budget controller refused the visa.', { reason: text(1000) }),
  ConventionSigned: fact(
    'ConventionSigned',
    'life',
    'One party signed; the last signature makes the agreement.',
    {
      party: text(40),
      signatory: maybe(personal()),
      capacity: maybe(text(200)),
      /** True on the last signature: every party has signed. */
      complete: z.boolean(),
      /** Last day of validity, that day included: on the last signature. */
      validUntil: maybe(dayField()),
      /** Agreed at signature, where the text is silent. */
      renewal: maybe(renewalTerms),
    },
  ),
  AvenantSigned: fact('AvenantSigned', 'life', 'A signed amendment changed the convention.', {
    number: count(),
    subject: text(500),
    /** The new state of each allocation that changes or is added, with its new maximum. */
    allocations: z.array(z.strictObject({ line: text(40), tranche: text(40), allocation })).max(400),
    schools: z.array(school).max(400),
    /** Tranches that it adds, each conditional until a fact makes it firm. */
    tranches: maybe(z.array(z.strictObject({ line: text(40), tranche })).max(20)),
    validUntil: maybe(dayField()),
    deployment: maybe(z.strictObject({ from: dayField(), until: dayField() })),
  }),
  ConventionSuspended: fact(
    'ConventionSuspended',
    'life',
    'Payments were suspended (Crêts, art. 7.2), or all obligations (force majeure).',
    {
      cause: z.enum(['change_of_object', 'change_of_use', 'force_majeure']),
      reason: text(1000),
    },
  ),
  ConventionResumed: fact('ConventionResumed', 'life', 'The suspension ended.', {
    reason: text(1000),
    /** Which of two suspensions, where a force majeure came on top of another. */
    cause: maybe(z.enum(['payments', 'force_majeure'])),
  }),
  ConventionReduced: fact('ConventionReduced', 'life', 'The maximum was lowered (Crêts, art. 7.2).', {
    reason: text(1000),
    allocations: z
      .array(z.strictObject({ id: text(40), line: text(40), tranche: text(40), maximum: euros() }))
      .min(1)
      .max(400),
  }),
  ObjectChangeAuthorised: fact(
    'ObjectChangeAuthorised',
    'life',
    'The ministry authorised a change beforehand.',
    {
      change: text(1000),
    },
  ),
  TerminationNotified: fact(
    'TerminationNotified',
    'life',
    'A party gave notice, received on the effective date.',
    {
      party: text(40),
      reason: maybe(text(1000)),
      /** Last day of the notice, that day included. */
      noticeUntil: dayField(),
      /** At once, after more than six months of force majeure. */
      forceMajeure: maybe(z.boolean()),
    },
  ),
  FinancialReportReceived: fact(
    'FinancialReportReceived',
    'life',
    'The bilan financier was received (art. 8).',
    {
      document: sha256(),
      totalExpense: maybe(euros()),
    },
  ),
  ConventionClosed: fact('ConventionClosed', 'life', 'Nothing is open any more: the file was closed.', {}),
  FourEyesRelaxed: fact('FourEyesRelaxed', 'life', 'The académie relaxed a rule of two persons.', {
    rule: z.enum(['certifier_executes', 'orderer_receives', 'registrar_confirms', 'registrar_executes']),
    reason: text(1000),
  }),
};
