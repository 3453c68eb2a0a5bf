import { ACTS } from '../../apps/server/pages/actions/acts/index.js';
import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';

/* Every command of the API has its form: acts on a convention by their key, the others by the address of their page. */

const OF_CONVENTION: Readonly<Record<string, readonly string[]>> = {
  visa: ['visa', 'visa-refus'],
  signatures: ['signature'],
  amendments: ['avenant'],
  'tranche-abandonments': ['tranche-abandon'],
  'head-counts': ['effectifs'],
  suspensions: ['suspension'],
  resumptions: ['reprise'],
  reductions: ['diminution'],
  'object-changes': ['changement-objet'],
  terminations: ['denonciation'],
  'financial-report': ['bilan'],
  closure: ['cloture'],
  'four-eyes-relaxations': ['deux-personnes'],
  renewals: ['reconduction'],
  'deployment-completion': ['fin-deploiement'],
  supersession: ['remplacement'],
  'committee-meetings': ['comite'],
  'parties/{party}/changes': ['partie'],
  'school-changes': ['etablissement'],
  grants: ['notification'],
  'split-votes': ['repartition'],
  reassignments: ['reaffectation'],
  'equipment-movements': ['mouvement'],
  'bank-accounts': ['compte'],
  'bank-accounts/{aid}/confirmation': ['compte-confirmation'],
  'bank-accounts/{aid}/end': ['compte-fin'],
  commitments: ['engagement'],
  'commitments/raises': ['engagement-hausse'],
  'commitments/reductions': ['engagement-baisse'],
  releases: ['retrait'],
  payments: ['avance', 'acompte', 'solde', 'dotation'],
  'payments/{pid}/execution': ['paiement-execution'],
  'payments/{pid}/rejection': ['paiement-rejet'],
  'payments/{pid}/cancellation': ['paiement-annulation'],
  'payments/{pid}/return': ['paiement-retour'],
  'payments/{pid}/reissue': ['paiement-reemission'],
  'payments/{pid}/abandonment': ['paiement-abandon'],
  'observed-payments': ['paiement-constate'],
  'expense-statements': ['etat'],
  'expense-statements/{sid}/return': ['etat-renvoi'],
  'service-fait': ['service-fait', 'abandon'],
  'resource-uses': ['emploi'],
  'resource-uses/{uid}/acceptance': ['emploi-acceptation'],
  'carry-overs': ['report'],
  'repayment-orders': ['ordre'],
  'repayment-orders/{oid}/cut': ['ordre-reduction'],
  'repayment-orders/{oid}/contestation': ['ordre-contestation'],
  'repayment-orders/{oid}/cancellation': ['ordre-annulation'],
  'repayment-orders/{oid}/write-off': ['ordre-non-valeur'],
  repayments: ['encaissement'],
  'credit-restorations': ['retablissement'],
  reversals: ['contre-passation'],
  'anomalies/{anomaly}/explanation': ['anomalie'],
  reminders: ['relance'],
  'formal-notices': ['mise-en-demeure'],
  'prescription-acts': ['prescription'],
  'other-funding': ['autre-financement'],
};

/** A page on which the form stands, and what the form sends to. */
const ELSEWHERE: Readonly<Record<string, readonly [role: string, page: string, action: string]>> = {
  'POST /conventions': [
    'gestionnaire',
    '/conventions/nouvelle/colleges_numeriques_2016_ecole',
    '/conventions/nouvelle/colleges_numeriques_2016_ecole',
  ],
  'PUT /conventions/{id}': ['gestionnaire', '/conventions/DRAFT/projet', '/conventions/DRAFT/projet'],
  // A file is sent with the form that it belongs to.
  'POST /documents': ['gestionnaire', '/conventions/DRAFT/actes/bilan', '/conventions/DRAFT/actes/bilan'],
  'POST /issued-reports': ['gestionnaire', '/etats/imputations?year=2026', '/etats/imputations'],
  'POST /schemes': [
    'administrateur',
    '/administration/dispositifs/nouveau',
    '/administration/dispositifs/nouveau',
  ],
  'POST /nomenclature': ['administrateur', '/administration/nomenclature', '/administration/nomenclature'],
  'POST /fiscal-years': ['administrateur', '/administration', '/administration/exercices'],
  'POST /fiscal-years/{year}/closing': [
    'administrateur',
    '/administration/exercices/2025/closing',
    '/administration/exercices/2025/closing',
  ],
  'POST /fiscal-years/{year}/closure': [
    'administrateur',
    '/administration/exercices/2024/closure',
    '/administration/exercices/2024/closure',
  ],
};

let world: World;
beforeAll(async () => {
  world = await World.open();
  world.on('2026-11-21');
}, PATIENCE);
afterAll(() => world.close());

test('every route that writes is one of a form', async () => {
  const { body } = await world.ask('auditeur', '/api/openapi.json');
  const { paths } = body as { paths: Readonly<Record<string, object>> };
  const writes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter(method => method !== 'get')
      .map(method => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  );
  const known = Object.keys(OF_CONVENTION).map(route => `POST /conventions/{id}/${route}`);
  expect(writes.toSorted()).toStrictEqual([...known, ...Object.keys(ELSEWHERE)].toSorted());
});

test('and every act of the pages is one of a route', () => {
  const keys = ACTS.map(({ key }) => key);
  expect(Object.values(OF_CONVENTION).flat().toSorted()).toStrictEqual(keys.toSorted());
});

test.each(Object.entries(ELSEWHERE))('%s', async (_, [role, path, action]) => {
  if (path.includes('/2024/')) {
    await world.does('administrateur', '/fiscal-years/2024/closing', {});
    world.waits(90);
  }
  const draft = path.includes('DRAFT') ? await drafted() : '';
  const visitor = await new Visitor(world).enter(`demo-${role}`);
  await visitor.get(path.replace('DRAFT', draft));
  expect([visitor.status, visitor.body.includes(`action="${action.replace('DRAFT', draft)}`)]).toStrictEqual([
    200,
    true,
  ]);
});

let nth = 0;
async function drafted(): Promise<string> {
  nth += 1;
  const { id } = await world.does('gestionnaire', '/conventions', {
    on: '2026-11-21',
    reference: `COUVERTURE-${nth}`,
    title: 'Sans volet',
    academie: 'grenoble',
    scheme: { code: 'colleges_numeriques_2016_ecole' },
    parties: [
      { id: 'academie', role: 'academie', name: 'Académie de Grenoble' },
      { id: 'commune', role: 'beneficiary', name: 'Commune', legalType: 'commune' },
    ],
    visaRequired: false,
    validity: { years: 1 },
    noticeMonths: 3,
    schools: [],
    lines: [],
    observations: [],
    fictitious: true,
  });
  return id;
}
