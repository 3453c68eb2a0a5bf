import { day } from '#kernel';
import { fictitiousSiret, uaiOf } from './identifiers.js';
import type { GrantedSchool, Project } from './project.js';
import { Random } from './random.js';
import * as beginnings from './scenarios/beginnings.js';
import * as changes from './scenarios/changes.js';
import * as corrections from './scenarios/corrections.js';
import * as identities from './scenarios/identities.js';
import * as payments from './scenarios/payments.js';
import * as proofs from './scenarios/proofs.js';
import * as repayments from './scenarios/repayments.js';
import type { Scenario } from './scenarios/scenario.js';
import type { Person } from './story.js';
import { type Staff, ToldConvention } from './told-convention.js';

export const GESTIONNAIRE: Person = { id: 'demo-gestionnaire', role: 'gestionnaire' };
export const ORDONNATEUR: Person = { id: 'demo-ordonnateur', role: 'ordonnateur' };
export const TRESORIER: Person = { id: 'demo-tresorier', role: 'tresorier' };
export const ADMINISTRATEUR: Person = { id: 'demo-administrateur', role: 'administrateur' };

interface Academie {
  readonly name: string;
  /** Three digits that begin its UAI. */
  readonly departement: number;
  readonly departementName: string;
}

const ACADEMIES = {
  grenoble: { name: 'Académie de Grenoble', departement: 38, departementName: 'Isère' },
  lyon: { name: 'Académie de Lyon', departement: 69, departementName: 'Rhône' },
  'aix-marseille': { name: 'Académie d’Aix-Marseille', departement: 13, departementName: 'Bouches-du-Rhône' },
  dijon: { name: 'Académie de Dijon', departement: 21, departementName: 'Côte-d’Or' },
  rennes: { name: 'Académie de Rennes', departement: 29, departementName: 'Finistère' },
  reunion: { name: 'Académie de La Réunion', departement: 974, departementName: 'La Réunion' },
} as const satisfies Record<string, Academie>;
type AcademieCode = keyof typeof ACADEMIES;

type Kind = 'commune' | 'epci' | 'departement';
/** Académie, kind of beneficiary, number of schools, day of signature, and what happens. */
type Part = readonly [AcademieCode, Kind, number, string, Scenario];

/** The past, told to its end; then what is open today. */
const PARTS: readonly Part[] = [
  ['grenoble', 'commune', 1, '2016-10-14', corrections.reversedInOpenYear],
  ['lyon', 'commune', 1, '2016-10-14', corrections.reversedAfterClose],
  ['dijon', 'commune', 2, '2016-11-08', proofs.closed],
  ['aix-marseille', 'departement', 3, '2016-11-24', proofs.closed],
  ['rennes', 'epci', 3, '2016-12-02', proofs.overspent],
  ['reunion', 'departement', 2, '2016-12-05', proofs.cutAtServiceFait],
  ['grenoble', 'epci', 4, '2017-01-16', proofs.balancePaid],
  ['lyon', 'commune', 2, '2017-02-20', repayments.repaid],
  ['dijon', 'commune', 1, '2017-03-13', payments.reissued],
  ['aix-marseille', 'commune', 1, '2017-04-04', changes.terminated],
  ['rennes', 'commune', 1, '2017-05-22', repayments.droppedAndRepaid],
  ['grenoble', 'commune', 1, '2017-09-18', payments.rejectedThenPaid],
  ['lyon', 'departement', 2, '2017-10-09', proofs.closed],
  ['aix-marseille', 'departement', 1, '2017-11-20', payments.fourEyesRelaxed],
  ['dijon', 'commune', 1, '2018-01-22', repayments.writtenOff],
  ['rennes', 'epci', 2, '2018-03-12', changes.reduced],
  ['reunion', 'commune', 1, '2018-04-16', payments.observedAndExplained],
  ['grenoble', 'commune', 1, '2018-06-11', repayments.creditsRestored],
  ['lyon', 'commune', 1, '2018-09-24', repayments.orderCancelled],
  ['aix-marseille', 'commune', 2, '2018-11-05', proofs.amended],
  ['dijon', 'epci', 2, '2019-02-11', changes.resumed],
  ['grenoble', 'commune', 1, '2019-08-26', proofs.paidInJanuary],
  ['rennes', 'commune', 1, '2019-10-07', changes.paidWhileSuspended],
  ['grenoble', 'departement', 2, '2020-09-14', proofs.closed],
  ['lyon', 'commune', 1, '2021-10-11', proofs.closed],
  ['dijon', 'commune', 1, '2022-11-14', repayments.carriedOver],
  ['aix-marseille', 'epci', 3, '2023-10-16', proofs.balancePaid],
  ['reunion', 'commune', 1, '2024-09-16', proofs.expiredUnproven],
  ['grenoble', 'commune', 1, '2025-03-10', beginnings.advanceOnly],
  ['lyon', 'commune', 1, '2025-09-15', beginnings.draftedTwice],
  ['dijon', 'commune', 1, '2025-10-06', repayments.dropped],
  ['rennes', 'commune', 2, '2025-11-03', repayments.contested],
  ['grenoble', 'commune', 3, '2025-12-01', repayments.beingRepaid],
  ['aix-marseille', 'departement', 1, '2026-01-12', repayments.partlyRepaid],
  ['lyon', 'epci', 2, '2026-02-02', proofs.balanceDue],
  ['dijon', 'commune', 1, '2026-03-02', proofs.balancePending],
  ['rennes', 'commune', 2, '2026-04-07', proofs.statementToCertify],
  ['grenoble', 'commune', 1, '2026-04-20', proofs.statementReturned],
  ['lyon', 'epci', 1, '2026-04-27', corrections.certificateReversed],
  ['lyon', 'commune', 1, '2026-05-11', changes.suspended],
  ['aix-marseille', 'commune', 1, '2026-05-18', changes.objectChanged],
  ['grenoble', 'commune', 1, '2026-06-08', proofs.otherFunding],
  ['dijon', 'commune', 1, '2026-07-06', changes.inNotice],
  ['reunion', 'commune', 1, '2026-08-03', payments.returnedByTheBank],
  ['rennes', 'commune', 1, '2026-08-24', payments.observedPayment],
  ['grenoble', 'epci', 2, '2026-09-07', payments.paidAnotherAmount],
  ['lyon', 'departement', 2, '2026-09-21', beginnings.advanceOnly],
  ['dijon', 'commune', 1, '2026-10-01', payments.cancelled],
  ['grenoble', 'commune', 2, '2026-10-12', beginnings.advancePending],
  ['aix-marseille', 'commune', 1, '2026-10-19', beginnings.committedOnly],
  ['rennes', 'commune', 1, '2026-10-26', beginnings.signedOnly],
  ['lyon', 'commune', 1, '2026-10-27', beginnings.halfSigned],
  ['grenoble', 'commune', 1, '2026-10-28', beginnings.visaAwaited],
  ['dijon', 'commune', 1, '2026-10-05', beginnings.visaRefused],
  ['reunion', 'commune', 1, '2026-10-29', beginnings.drafted],
  ['grenoble', 'commune', 1, '2026-01-19', identities.merged],
  ['rennes', 'commune', 1, '2025-05-12', identities.renewed],
  ['lyon', 'commune', 1, '2025-06-16', payments.abandoned],
];

const VISA: ReadonlySet<Scenario> = new Set([
  beginnings.visaAwaited,
  beginnings.visaRefused,
  proofs.closed,
  beginnings.advancePending,
]);
const RENEWED: ReadonlySet<Scenario> = new Set([identities.renewed]);
/** Those whose amounts are written out for one classe mobile. */
const ONE_CLASS: ReadonlySet<Scenario> = new Set([
  corrections.reversedInOpenYear,
  corrections.reversedAfterClose,
  payments.paidAnotherAmount,
  proofs.amended,
  proofs.otherFunding,
]);

const PLACES = [
  'Valbrune',
  'Montclair-les-Sources',
  'Saint-Aubrin',
  'Rochefontaine',
  'Les Trois-Ponts',
  'Belleserre',
  'Champdoré',
  'Vieilleneuve',
  'Le Mas-Fleuri',
  'Pierrelune',
  'Grandval-sur-Onde',
  'Clairfosse',
  'Hautebise',
  'Sainte-Orse-du-Lac',
  'Longpraz',
  'Beauregain',
  'Fontvieil',
  'Corbessac',
  'Mirandol',
  'Noirétable-le-Bas',
] as const;

/** The fictitious conventions, told; the same at every run. */
export function castConventions(): readonly ToldConvention[] {
  const random = new Random(20161014);
  return PARTS.map((part, index) => {
    const told = new ToldConvention(
      projectOf(part, index + 1, random),
      staffOf(part[0]),
      day(part[3]),
      index + 1,
    );
    part[4](told);
    return told;
  });
}

function staffOf(academie: AcademieCode): Staff {
  if (academie === 'grenoble') return { gestionnaire: GESTIONNAIRE, ordonnateur: ORDONNATEUR };
  return {
    gestionnaire: { id: `fictif-gestionnaire-${academie}`, role: 'gestionnaire' },
    ordonnateur: { id: `fictif-ordonnateur-${academie}`, role: 'ordonnateur' },
  };
}

function projectOf([academie, kind, count, signedOn, scenario]: Part, nth: number, random: Random): Project {
  const { name, departement, departementName } = ACADEMIES[academie];
  const place = PLACES[(nth - 1) % PLACES.length]!;
  const label = nth > PLACES.length ? `${place} (${nth})` : place;
  const payeeName = {
    commune: `Commune de ${label}`,
    epci: `Communauté de communes de ${label}`,
    departement: `Département de ${label}`,
  }[kind];
  const colleges = kind === 'departement';
  const uai = (rank: number) => uaiOf(departement * 10_000 + 9_000 + nth * 10 + rank);
  const reference = uai(9);
  const schools = Array.from({ length: count }, (_, rank): GrantedSchool => {
    const teachers = random.whole(3, 9);
    const classes = ONE_CLASS.has(scenario) ? 1 : random.whole(1, 3);
    return {
      uai: uai(rank),
      name: colleges
        ? `Collège ${NAMES[(nth + rank) % NAMES.length]!}`
        : `École ${NAMES[(nth + rank) % NAMES.length]!}`,
      ...(colleges ? {} : { referenceCollegeUai: reference }),
      commune: place,
      departement: departementName,
      units: colleges ? { eleve: random.whole(38, 126), enseignant: teachers } : { classe_mobile: classes },
    };
  });
  return {
    key: String(nth),
    reference: `${academie.toUpperCase()}-${signedOn.slice(0, 4)}-${String(nth).padStart(3, '0')}`,
    title: `Collèges numériques et innovation pédagogique : ${payeeName} (données fictives)`,
    academie,
    academieName: name,
    payee: { legalType: kind, siret: fictitiousSiret(nth), name: payeeName },
    scheme: colleges ? 'colleges_numeriques_2016_college' : 'colleges_numeriques_2016_ecole',
    schools,
    colleges: colleges
      ? Object.fromEntries(schools.map(school => [school.uai, school.name]))
      : { [reference]: `Collège de référence de ${label}` },
    visaRequired: VISA.has(scenario),
    ...(RENEWED.has(scenario) ? { renewal: { tacit: false, years: 1, most: 2 } } : {}),
    observations: ['Convention fictive : parties, écoles, identifiants, dates et montants sont inventés.'],
    fictitious: true,
  };
}

const NAMES = [
  'des Tilleuls',
  'du Vieux-Moulin',
  'de la Fontaine',
  'des Hirondelles',
  'du Grand-Pré',
  'des Trois-Chênes',
  'de la Combe',
  'du Belvédère',
  'des Coquelicots',
] as const;
