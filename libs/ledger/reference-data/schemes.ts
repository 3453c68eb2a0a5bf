import { day, Euros, rate } from '#kernel';
import type { PublishScheme } from '../scheme/scheme.decisions.js';

const CALL = 'appel à projets « Collèges numériques et innovation pédagogique » 2016';
const LEGAL_BASIS =
  'programme d’investissements d’avenir, convention du 29 décembre 2015 entre l’État et la Caisse des dépôts et ' +
  'consignations relative à l’action « Innovation numérique pour l’excellence éducative »';
const validFrom = day('2016-01-01');

const ecole: PublishScheme = {
  type: 'PublishScheme',
  code: 'colleges_numeriques_2016_ecole',
  label: 'Collèges numériques 2016, écoles',
  family: 'colleges_numeriques',
  legalBasis: LEGAL_BASIS,
  source:
    'convention entre l’académie de Grenoble et la commune de Crêts en Belledonne, art. 3.2 (8 000 € par classe ' +
    'mobile à 50 %, 500 € de ressources par école) et art. 7.1 (avance de 50 %) ; ' +
    `${CALL} (au plus 3 classes mobiles par école)`,
  validFrom,
  taxBasis: 'TTC',
  rounding: 'down',
  flows: [
    {
      flow: 'equipment',
      kind: 'on_expense',
      label: 'Équipements numériques mobiles et services associés',
      beneficiaryTypes: ['commune', 'epci'],
      units: [
        {
          unit: 'classe_mobile',
          label: 'Classe mobile',
          ceiling: Euros.of('8000.00'),
          rate: rate('0.5'),
          perSchoolMost: 3,
        },
      ],
      advanceRate: rate('0.5'),
    },
    {
      flow: 'resources',
      kind: 'flat_grant',
      label: 'Ressources pédagogiques numériques',
      beneficiaryTypes: ['eple'],
      units: [
        { unit: 'ecole', label: 'École', ceiling: Euros.of('500.00'), rate: rate('1'), perSchoolMost: 1 },
      ],
      advanceRate: rate('1'),
    },
  ],
};

const college: PublishScheme = {
  type: 'PublishScheme',
  code: 'colleges_numeriques_2016_college',
  label: 'Collèges numériques 2016, collèges',
  family: 'colleges_numeriques',
  legalBasis: LEGAL_BASIS,
  source:
    'convention entre l’académie d’Aix-Marseille, le département des Bouches-du-Rhône et le collège, art. 3.2 ' +
    '(380 € par élève à 50 % et par enseignant à 100 %, 30 € de ressources par élève et par enseignant) ; ' +
    `${CALL} (avance de 50 %)`,
  validFrom,
  taxBasis: 'TTC',
  rounding: 'down',
  flows: [
    {
      flow: 'equipment',
      kind: 'on_expense',
      label: 'Équipements numériques mobiles et services associés',
      beneficiaryTypes: ['departement'],
      units: [
        { unit: 'eleve', label: 'Élève', ceiling: Euros.of('380.00'), rate: rate('0.5') },
        { unit: 'enseignant', label: 'Enseignant', ceiling: Euros.of('380.00'), rate: rate('1') },
      ],
      advanceRate: rate('0.5'),
    },
    {
      flow: 'resources',
      kind: 'flat_grant',
      label: 'Ressources pédagogiques numériques',
      beneficiaryTypes: ['eple'],
      units: [
        { unit: 'eleve', label: 'Élève', ceiling: Euros.of('30.00'), rate: rate('1') },
        { unit: 'enseignant', label: 'Enseignant', ceiling: Euros.of('30.00'), rate: rate('1') },
      ],
      advanceRate: rate('1'),
    },
  ],
};

/** The schemes that are shipped, each with its public source. */
export const referenceSchemes: readonly PublishScheme[] = [ecole, college];
