import { text } from 'node:stream/consumers';
import type { ImputationFigures, Outstanding, SchoolBudget } from '#read-models';
import { csvOf } from '../csv/csv.js';
import { imputationColumns, imputationLines } from './imputation-columns.js';
import { OUTSTANDING_COLUMNS } from './outstanding-columns.js';
import { SCHOOL_COLUMNS } from './school-columns.js';

const figures: ImputationFigures = {
  opening: '0.00',
  committed: '4000.00',
  releasedOfYear: '0.00',
  releasedOfPrior: '0.00',
  commitmentCorrections: '0.00',
  paymentCorrections: '0.00',
  paid: '2000.00',
  closing: '2000.00',
  ofWhichNotDue: '2000.00',
  charges: '0.00',
  pending: '0.00',
  recovered: '0.00',
  recoveredCorrections: '0.00',
  ofWhichCreditsRestored: '0.00',
};

const at = { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' };

const imputation = {
  ...at,
  activite: '021404DI0205',
  pce: '653123',
  groupeMarchandises: '10.03.01',
  fondsDeConcours: '06.1.2.442',
  centreFinancier: null,
};

const lines = (csv: string) => csv.trimEnd().split('\r\n');

describe('The état d’imputation as CSV', () => {
  test('shows the fourteen axes, then the figures from RAP to RAP, and the total', async () => {
    const rows = imputationLines({ rows: [{ at: imputation, figures }] });
    const [titles, row, total] = lines(
      await text(csvOf({ columns: imputationColumns('imputation'), rows, total: figures })),
    );
    expect(titles).toBe(
      'Programme;Titre;Catégorie;Action;Sous-action;Activité;Compte PCE;Groupe de marchandises;' +
        'Fonds de concours;Centre financier;Centre de coûts;Localisation interministérielle;Société;Axe ministériel;' +
        'Reste à payer au 1er janvier;AE engagées;Retraits d’engagements de l’année;' +
        'Retraits d’engagements antérieurs;Demandé, non payé;CP payés;Corrections d’exercices clos (AE);' +
        'Corrections d’exercices clos (CP);Reste à payer au 31 décembre;dont non dû;dont charges à payer;' +
        'Reversements encaissés;Corrections d’exercices clos (reversements);dont rétablissement de crédits',
    );
    expect(row).toBe(
      "'0214;'6;'63;'08;'02;021404DI0205;'653123;'10.03.01;'06.1.2.442;;;;;;" +
        '0,00;4000,00;0,00;0,00;0,00;2000,00;0,00;0,00;2000,00;2000,00;0,00;0,00;0,00;0,00',
    );
    expect(total).toMatch(/^Total;{14}0,00;4000,00;/);
  });

  test('a lower level adds its columns after those above it', () => {
    const titles = imputationColumns('school').map(({ title }) => title);
    expect(titles.slice(14, 24)).toEqual([
      'Convention',
      'Académie',
      'Volet',
      'Type de bénéficiaire',
      'SIRET ou UAI du bénéficiaire',
      'Bénéficiaire',
      'Tranche',
      'UAI',
      'Établissement',
      'Ligne d’annexe',
    ]);
  });
});

describe('The school table as CSV', () => {
  test('begins with the columns of the annex and says each grant’s payee', async () => {
    const school: SchoolBudget = {
      reference: 'CRETS-2016',
      convention: '6f1c',
      academie: 'Grenoble',
      uai: '0382460T',
      school: 'École élémentaire',
      referenceCollege: '0380002W',
      address: 'Rue Jules Ferry',
      commune: 'Crêts en Belledonne',
      departement: 'Isère',
      line: 'resources',
      flow: 'resources',
      kind: 'flat_grant',
      tranche: '2016',
      allocation: 'a2',
      unit: 'ecole',
      payeeType: 'eple',
      payeeKey: '0380002W',
      payeeName: 'Collège de référence',
      plannedQuantity: 1,
      acceptedQuantity: 0,
      deliveredQuantity: 0,
      lentQuantity: 0,
      returnedQuantity: 0,
      equipmentSubsidy: '0.00',
      resourceGrant: '500.00',
      claimed: '0.00',
      cut: '0.00',
      accepted: '0.00',
      due: '0.00',
      paid: '500.00',
      repaid: '0.00',
      payable: '0.00',
      toOrder: '0.00',
      leftToCommune: '0.00',
    };
    const [titles, row] = lines(await text(csvOf({ columns: SCHOOL_COLUMNS, rows: [school] })));
    expect(titles).toContain(
      ';UAI;Nom de l’établissement;UAI du collège de référence;Adresse;Commune;Département;',
    );
    expect(row).toBe(
      'CRETS-2016;Grenoble;0382460T;École élémentaire;0380002W;Rue Jules Ferry;Crêts en Belledonne;Isère;' +
        "ressources;'2016;ecole;1;0,00;500,00;0;0,00;0,00;0,00;0,00;500,00;0,00;0,00;0,00;0;0;0;0,00;" +
        'EPLE;0380002W;Collège de référence',
    );
  });
});

describe('The outstanding list as CSV', () => {
  test('says in French what waits, since when, and the act that is missing', async () => {
    const waiting = {
      convention: '6f1c',
      reference: 'CRETS-2016',
      academie: 'Grenoble',
      line: 'equipment',
      payeeKey: '21380439000013',
      payeeName: 'Commune de Crêts en Belledonne',
      kind: 'to_prove',
      amount: '2000.00',
      since: '2016-11-03',
      missing: 'expense_statement',
    } as unknown as Outstanding;
    const [, row] = lines(await text(csvOf({ columns: OUTSTANDING_COLUMNS, rows: [waiting] })));
    expect(row).toBe(
      "CRETS-2016;Grenoble;equipment;'21380439000013;Commune de Crêts en Belledonne;à justifier;2000,00;" +
        '03/11/2016;état récapitulatif des dépenses',
    );
  });
});
