import { day, Euros } from '#kernel';
import type { Axes, LineAsked, UnitAsked } from '#ledger';
import { dpOf, ejOf, fictitiousIban, fictitiousSiret, uaiOf } from './identifiers.js';
import { Story } from './story.js';
import type { Staff } from './told-convention.js';

const NTH = 900;
const DEPARTEMENT = fictitiousSiret(130_000);
const COLLEGES = [uaiOf(139_901), uaiOf(139_902)];
/** Pupils and teachers of each collège, per cohort. */
const COUNTS: readonly (readonly [pupils: number, teachers: number])[] = [
  [100, 12],
  [84, 9],
];
const COHORTS = ['2016', '2017', '2018'] as const;
const EQUIPMENT = 'equipment';

const axes: Axes = {
  programme: '0214',
  titre: '6',
  categorie: '63',
  action: '08',
  sousAction: '02',
  fondsDeConcours: '06.1.2.442',
};

const unitsOf = (index: number): readonly UnitAsked[] => {
  const [pupils, teachers] = COUNTS[index]!;
  const uai = COLLEGES[index]!;
  return [
    { uai, unit: 'eleve', quantity: pupils },
    { uai, unit: 'enseignant', quantity: teachers },
  ];
};

function tranches(colleges: readonly number[]): LineAsked['tranches'] {
  return COHORTS.map((id, index) => ({
    id,
    label: `5e, rentrée ${id}`,
    allocations: colleges.flatMap(unitsOf),
    ...(index === 0 ? {} : { conditional: true }),
  }));
}

const place = (line: string, tranche: string) => ({ line, tranche });
const resourcesOf = (uai: string) => `resources-${uai}`;

/**
 * The shape of the Bouches-du-Rhône: two collèges, three yearly cohorts of which the second is made firm by a
 * financial amendment and the third abandoned; pupils at 50 %, teachers at 100 %. The persons, SIRET and UAI are made
 * up.
 */
export function bouchesDuRhoneStory({ gestionnaire, ordonnateur }: Staff): Story {
  const story = new Story('bouches-du-rhone', NTH, gestionnaire);
  const payee = {
    legalType: 'departement' as const,
    siret: DEPARTEMENT,
    name: 'Département des Bouches-du-Rhône (fictif)',
  };
  const all = COLLEGES.map((_, index) => index);
  story.ask(gestionnaire, '2016-11-25', {
    type: 'DraftConvention',
    reference: 'BDR-2016',
    title: 'Plan numérique national, collèges du département (données fictives)',
    academie: 'aix-marseille',
    scheme: { code: 'colleges_numeriques_2016_college' },
    parties: [
      { id: 'academie', role: 'academie', name: 'Académie d’Aix-Marseille' },
      { id: 'departement', role: 'beneficiary', ...payee },
    ],
    visaRequired: false,
    validity: { years: 3 },
    noticeMonths: 3,
    schools: COLLEGES.map((uai, index) => ({
      uai,
      name: `Collège fictif n° ${index + 1}`,
      departement: 'Bouches-du-Rhône',
    })),
    lines: [
      { id: EQUIPMENT, flow: 'equipment', payee, axes, tranches: tranches(all) },
      ...COLLEGES.map((uai, index): LineAsked => ({
        id: resourcesOf(uai),
        flow: 'resources',
        payee: { legalType: 'eple', uai, name: `Collège fictif n° ${index + 1}` },
        axes,
        tranches: tranches([index]),
      })),
    ],
    observations: ['Convention fictive, de la forme de celles du département des Bouches-du-Rhône.'],
    fictitious: true,
  });
  for (const party of ['academie', 'departement']) {
    story.ask(ordonnateur, '2016-12-01', { type: 'SignConvention', party });
  }
  for (const [index, uai] of COLLEGES.entries()) {
    const [pupils, teachers] = COUNTS[index]!;
    story.ask(gestionnaire, '2016-12-01', {
      type: 'ObserveHeadCount',
      uai,
      tranche: '2016',
      certified: true,
      counts: [
        { unit: 'eleve', count: pupils },
        { unit: 'enseignant', count: teachers },
      ],
    });
  }
  const account = story.ask(gestionnaire, '2016-12-01', {
    type: 'RegisterAccount',
    payee: DEPARTEMENT,
    iban: fictitiousIban(NTH * 100),
    holder: payee.name,
    validFrom: day('2016-12-01'),
  });
  story.ask(ordonnateur, '2016-12-01', { type: 'ConfirmAccount', account });

  let payments = 0;
  const firstYear = (tranche: string, on: string, paidOn: string, amount: string) => {
    const where = { ...place(EQUIPMENT, tranche), ej: ejOf(NTH), poste: tranche.slice(2) };
    story.ask(gestionnaire, on, { type: 'RecordCommitment', ...where, amount: Euros.of(amount) });
    payments += 1;
    const dp = dpOf(NTH, payments);
    const payment = story.ask(gestionnaire, on, {
      type: 'RequestPayment',
      ...where,
      kind: 'advance',
      dp,
      account,
    });
    story.ask(ordonnateur, paidOn, { type: 'ExecutePayment', payment });
  };
  // 184 pupils × 380 € at 50 %, 21 teachers × 380 € at 100 %.
  firstYear('2016', '2016-12-05', '2016-12-12', '42940.00');
  story.ask(ordonnateur, '2017-09-18', {
    type: 'SignAvenant',
    subject: 'Avenant financier : la tranche 2017 devient ferme',
    allocations: [],
    schools: [],
    firm: [place(EQUIPMENT, '2017'), ...COLLEGES.map(uai => place(resourcesOf(uai), '2017'))],
  });
  firstYear('2017', '2017-09-25', '2017-10-02', '42940.00');
  for (const line of [EQUIPMENT, ...COLLEGES.map(resourcesOf)]) {
    story.ask(ordonnateur, '2018-10-15', {
      type: 'AbandonTranche',
      ...place(line, '2018'),
      reason: 'Crédits non délégués pour la rentrée 2018',
    });
  }
  return story;
}
