import { day, Euros } from '#kernel';
import { draftOf, type Project } from './project.js';
import { fictitiousIban, fictitiousSiret } from './identifiers.js';
import { type Person, sealed, Story } from './story.js';
import type { Staff } from './told-convention.js';

/** Made up: the agreement does not give the SIRET of the commune. 38439 is its INSEE code. */
export const CRETS_SIRET = fictitiousSiret(38439);
export const CRETS_REFERENCE = 'CRETS-2016';
const SCHOOL = '0382460T';
const COLLEGE = '0380002W';
const SIGNED_ON = day('2016-10-14');

const project: Project = {
  key: 'crets',
  reference: CRETS_REFERENCE,
  title:
    'Convention de partenariat « Collèges numériques et innovation pédagogique » entre l’académie de Grenoble et ' +
    'la commune de Crêts en Belledonne',
  academie: 'grenoble',
  academieName: 'Académie de Grenoble',
  payee: { legalType: 'commune', siret: CRETS_SIRET, name: 'Commune de Crêts en Belledonne' },
  scheme: 'colleges_numeriques_2016_ecole',
  schools: [
    {
      uai: SCHOOL,
      name: 'École élémentaire',
      referenceCollegeUai: COLLEGE,
      address: 'Rue Jules Ferry',
      commune: 'Crêts en Belledonne',
      inseeCode: '38439',
      departement: 'Isère',
      units: { classe_mobile: 1 },
    },
  ],
  colleges: { [COLLEGE]: 'Collège de référence' },
  visaRequired: true,
  fictitious: false,
  observations: [
    'Art. 7.1 : le texte donne 8 000 € comme « participation maximale consentie par l’État », alors que les art. 3.2 ' +
      'et 6.2, l’avance de 2 000 € et l’annexe donnent 4 000 €. Le maximum est calculé : 1 classe mobile × 8 000,00 € ' +
      '× 50 % = 4 000,00 €.',
    'Art. 7.1 : le compte PCE et le groupe de marchandises sont laissés au choix (« 653 122 si département… ou 653123 ' +
      'si commune »). Ils suivent la nature du bénéficiaire, une commune : 653123 et 10.03.01.',
    'Art. 7.1 : la trésorerie est écrite « ALLEVARD » puis « Allevar ». Le bénéficiaire est identifié par son SIRET.',
    'Art. 8 : « les collègues » pour « les collèges ».',
    'Donnée fictive : la date de signature, laissée en blanc par le texte (« le [date] »), fixée au 14/10/2016.',
    'Donnée fictive : le SIRET de la commune, absent du texte.',
    'Données fictives : les numéros Chorus (EJ, DP), le compte bancaire du collège, et les dates et montants qui ' +
      'suivent la signature.',
    'Donnée fictive : l’imputation des 500 € de ressources (activité, compte PCE, groupe de marchandises), absente du ' +
      'texte. Hors démonstration, ces codes doivent être fournis avant tout engagement.',
    'Le déploiement va du 10/11/2016 au 01/02/2017 : AE sur 2016, CP sur 2016 et 2017.',
  ],
};

const place = { line: 'equipment', tranche: '2016' };
const poste = { ej: '2101234567', poste: '1' };
const grantPlace = { line: 'resources', tranche: '2016' };
const grantPoste = { ej: '2101234567', poste: '2' };

/** The agreement of Crêts-en-Belledonne from draft to closure: worked example 1, to the day and the cent. */
export function cretsStory({ gestionnaire, ordonnateur }: Staff, tresorier: Person): Story {
  const story = new Story(project.key, 0, gestionnaire);
  const draft = {
    ...draftOf(project, SIGNED_ON),
    deployment: { from: day('2016-11-10'), until: day('2017-02-01') },
  };
  story.ask(gestionnaire, '2016-09-12', draft);
  story.ask(ordonnateur, '2016-10-07', { type: 'GiveVisa' });

  const ground = story.document('convention-signee.pdf', gestionnaire, '2016-10-14', 'Convention signée', [
    project.title,
    'Signée par l’académie de Grenoble et par la commune le 14/10/2016 (date fictive).',
  ]);
  story.ask(
    ordonnateur,
    '2016-10-14',
    {
      type: 'SignConvention',
      party: 'academie',
      capacity: 'Pour le Recteur et par délégation, l’Inspecteur d’académie, DASEN de l’Isère',
    },
    { ground },
  );
  const maire = sealed('Jean-Louis Maret');
  story.ask(
    ordonnateur,
    '2016-10-14',
    {
      type: 'SignConvention',
      party: 'beneficiaire',
      signatory: maire.commitment,
      capacity: 'Maire de Crêts en Belledonne',
    },
    { ground, personal: [maire] },
  );

  const account = story.ask(gestionnaire, '2016-10-14', {
    type: 'RegisterAccount',
    payee: CRETS_SIRET,
    iban: 'FR76 3000 1004 19C3 8400 0000 036',
    bic: 'BDFEFRPPCCT',
    holder: 'TRESORERIE ALLEVARD',
    validFrom: SIGNED_ON,
  });
  const grantAccount = story.ask(gestionnaire, '2016-10-14', {
    type: 'RegisterAccount',
    payee: COLLEGE,
    iban: fictitiousIban(0),
    holder: 'Agent comptable du collège de référence',
    validFrom: SIGNED_ON,
  });
  story.ask(ordonnateur, '2016-10-14', { type: 'ConfirmAccount', account });
  story.ask(ordonnateur, '2016-10-14', { type: 'ConfirmAccount', account: grantAccount });
  const euros = (text: string) => Euros.of(text);
  const commit = { type: 'RecordCommitment' } as const;
  story.ask(gestionnaire, '2016-10-14', { ...commit, ...place, ...poste, amount: euros('4000.00') });
  story.ask(gestionnaire, '2016-10-14', { ...commit, ...grantPlace, ...grantPoste, amount: euros('500.00') });

  const request = { type: 'RequestPayment' } as const;
  const advance = story.ask(gestionnaire, '2016-10-20', {
    ...request,
    kind: 'advance',
    ...place,
    ...poste,
    dp: '100000001',
    account,
  });
  const grant = story.ask(gestionnaire, '2016-10-20', {
    ...request,
    kind: 'grant',
    ...grantPlace,
    ...grantPoste,
    dp: '100000002',
    account: grantAccount,
  });
  const late = { recordedOn: '2016-11-03' };
  story.ask(ordonnateur, '2016-10-27', { type: 'ExecutePayment', payment: advance }, late);
  story.ask(ordonnateur, '2016-10-27', { type: 'ExecutePayment', payment: grant }, late);

  proveAndBalance(story, { gestionnaire, ordonnateur }, tresorier, account);
  endGrant(story, { gestionnaire, ordonnateur });

  const report = story.document('bilan-financier.pdf', tresorier, '2017-11-20', 'Bilan financier', [
    'Convention de Crêts en Belledonne : 8 200,00 € dépensés, 7 500,00 € retenus.',
    'Part de l’État : 3 750,00 €. Reste à la charge de la commune : 4 450,00 €.',
  ]);
  story.ask(gestionnaire, '2017-11-20', {
    type: 'ReceiveFinancialReport',
    document: report,
    totalExpense: euros('8200.00'),
  });
  story.ask(ordonnateur, '2017-12-04', { type: 'CloseConvention' });
  return story;
}

/** Claimed 8 200.00, of which 700.00 cut; balance 1 750.00; 250.00 released. */
function proveAndBalance(story: Story, staff: Staff, tresorier: Person, account: string): void {
  const { gestionnaire, ordonnateur } = staff;
  const allocation = `${SCHOOL}-classe_mobile`;
  const supplierSiret = fictitiousSiret(900_001);
  const paper = (name: string, title: string, lines: readonly string[]) =>
    story.document(name, tresorier, '2017-03-10', title, lines);
  const documents = [
    paper('etat-recapitulatif.pdf', 'État récapitulatif des dépenses', [
      'Classe mobile de 12 tablettes, chariot et paramétrage : 7 500,00 €',
      'Vidéoprojecteur interactif : 700,00 €',
      'Total : 8 200,00 € TTC. Certifié exact par le bénéficiaire.',
    ]),
    paper('facture-2017-0042.pdf', 'Facture 2017-0042', ['Classe mobile de 12 tablettes : 7 500,00 € TTC']),
    paper('facture-2017-0043.pdf', 'Facture 2017-0043', ['Vidéoprojecteur interactif : 700,00 € TTC']),
  ];
  const statement = story.ask(tresorier, '2017-03-10', {
    type: 'SubmitStatement',
    ...place,
    certifiedExactOn: day('2017-03-06'),
    documents,
    expenses: [
      {
        label: 'Classe mobile de 12 tablettes, chariot et paramétrage',
        allocations: [allocation],
        amount: Euros.of('7500.00'),
        quantity: 1,
        deliveredOn: day('2017-01-18'),
        invoice: { supplierSiret, number: '2017-0042', total: Euros.of('7500.00') },
      },
      {
        label: 'Vidéoprojecteur interactif',
        allocations: [allocation],
        amount: Euros.of('700.00'),
        quantity: 0,
        deliveredOn: day('2017-01-25'),
        invoice: { supplierSiret, number: '2017-0043', total: Euros.of('700.00') },
      },
    ],
  });
  story.ask(gestionnaire, '2017-03-10', {
    type: 'CertifyServiceFait',
    ...place,
    statement,
    final: true,
    cuts: [
      {
        expense: 2,
        amount: Euros.of('700.00'),
        reason: 'Équipement fixe, hors des équipements numériques mobiles (art. 6.1)',
      },
    ],
    quantities: [],
  });
  const balance = story.ask(gestionnaire, '2017-03-14', {
    type: 'RequestPayment',
    kind: 'balance',
    ...place,
    ...poste,
    dp: '100000003',
    account,
  });
  story.ask(
    ordonnateur,
    '2017-03-21',
    { type: 'ExecutePayment', payment: balance },
    { recordedOn: '2017-03-23' },
  );
  story.ask(gestionnaire, '2017-03-28', {
    type: 'ReleaseCommitment',
    ...place,
    ...poste,
    amount: Euros.of('250.00'),
  });
}

/** Granted 500.00, used 430.00: 70.00 ordered and received. */
function endGrant(story: Story, { gestionnaire, ordonnateur }: Staff): void {
  const document = story.document(
    'emploi-des-ressources.pdf',
    gestionnaire,
    '2017-06-30',
    'Emploi des ressources',
    ['Ressources pédagogiques numériques : 430,00 € employés sur 500,00 €.'],
  );
  const use = story.ask(gestionnaire, '2017-06-30', {
    type: 'DeclareUse',
    ...grantPlace,
    final: true,
    used: [{ allocation: `${SCHOOL}-ecole`, amount: Euros.of('430.00') }],
    documents: [document],
  });
  story.ask(gestionnaire, '2017-06-30', { type: 'AcceptUse', use });
  const order = story.ask(ordonnateur, '2017-07-05', {
    type: 'OrderReversement',
    ...grantPlace,
    title: 'TP-2017-0001',
    reason: 'Ressources non employées',
  });
  story.ask(gestionnaire, '2017-07-20', { type: 'ReceiveRepayment', order, amount: Euros.of('70.00') });
}
