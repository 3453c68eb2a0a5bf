/** What a page is for, and the texts behind its rules. */
export interface Help {
  /** In the address, after `#`. */
  readonly id: string;
  readonly title: string;
  /** The paths that it is about. */
  readonly pages: RegExp;
  readonly points: readonly (readonly [term: string, text: string])[];
}

/** The first that fits the path is its help. */
export const HELP: readonly Help[] = [
  {
    id: 'rediger',
    title: 'Rédiger une convention',
    pages: /^\/conventions\/nouvelle/,
    points: [
      ['Plafonds, taux, avance', 'Ils viennent du dispositif : le texte ne peut pas en dire d’autres.'],
      [
        'Compte PCE, groupe de marchandises',
        'Ils découlent de la nature juridique du bénéficiaire, et ne se saisissent pas.',
      ],
      [
        'Établissements',
        'Une ligne par UAI ; collez le tableau ou déposez le fichier du modèle. L’UAI, le SIRET et le RIB sont vérifiés par leur clé.',
      ],
    ],
  },
  {
    id: 'service-fait',
    title: 'État des dépenses et service fait',
    pages: /\/actes\/(?:etat|service-fait|abandon)/,
    points: [
      ['État récapitulatif', 'Liste des dépenses certifiée exacte par le bénéficiaire, avec ses pièces.'],
      [
        'Service fait',
        'L’académie constate que la dépense est réelle et conforme (décret n° 2012-1246, art. 31) ; elle peut écarter un montant, avec un motif.',
      ],
      [
        'Dû',
        'Par école : la part de l’État sur la dépense acceptée, au plus unités acceptées × plafond × taux, au plus le montant maximal.',
      ],
      ['Deux personnes', 'Qui constate le service fait n’enregistre pas l’exécution du paiement.'],
    ],
  },
  {
    id: 'actes',
    title: 'Enregistrer un acte',
    pages: /\/actes\//,
    points: [
      ['Aperçu', 'Rien n’est enregistré avant la confirmation ; un double clic n’enregistre qu’une fois.'],
      [
        'Avance',
        'Part du montant maximal versée à la signature, 50 % dans les conventions sources (art. 4).',
      ],
      [
        'Suspension, diminution, reversement',
        'Article 7.2 de la convention ; l’ordre énonce les bases de la liquidation (décret n° 2012-1246, art. 24).',
      ],
      [
        'Contre-passation',
        'Une écriture fausse est annulée par son inverse exact ; elle reste dans l’histoire.',
      ],
      [
        'Exercice',
        'Celui de la date ; en janvier, jusqu’à 20 jours peuvent revenir à l’exercice précédent (LOLF, art. 28).',
      ],
    ],
  },
  {
    id: 'histoire',
    title: 'L’histoire d’une convention',
    pages: /\/histoire/,
    points: [
      [
        'Effectif au, connu le',
        'Chaque fait porte sa date d’effet et l’instant de son enregistrement ; toute page se voit à toute date des deux.',
      ],
      [
        'Avant, après',
        'Chaque fait se parcourt avec la situation d’avant et d’après, qui l’a décidé et sur quel fondement.',
      ],
    ],
  },
  {
    id: 'convention',
    title: 'Une convention, la liste des conventions',
    pages: /^\/conventions/,
    points: [
      [
        'Montant maximal',
        'Unités × plafond × taux de l’État, arrondi au centime inférieur, par école (annexe de la convention).',
      ],
      [
        'Engagé, reste à payer',
        'Autorisations d’engagement des EJ de Chorus, moins retraits et paiements (décret n° 2012-1246, art. 30 et suivants).',
      ],
      ['À reverser', 'Payé au-delà de ce qui est dû ; jamais compensé avec un autre versement.'],
      ['Ce qui ne peut pas être fait', 'La règle qui s’y oppose est dite en une phrase, pour chaque acte.'],
    ],
  },
  {
    id: 'argent',
    title: 'Où en est mon argent ?',
    pages: /^\/(?:mon-argent|organismes)/,
    points: [
      ['Encore à venir', 'Au plus, si toutes les dépenses prévues sont justifiées.'],
      ['À justifier', 'Payé, et dont l’emploi n’est pas encore prouvé.'],
      [
        'Prescription',
        'Les créances sur l’État se prescrivent au 31 décembre de la quatrième année (loi n° 68-1250).',
      ],
      [
        'Compte',
        '1311 si l’équipement financé est amorti, sinon 1321 ; une subvention TTC est déduite de l’assiette du FCTVA.',
      ],
    ],
  },
  {
    id: 'etats',
    title: 'États et tableau de bord',
    pages: /^\/(?:etats|tableau-de-bord)/,
    points: [
      ['Reste à payer', 'Ouverture + AE − retraits ± corrections − CP = clôture, à chaque niveau.'],
      ['Charges à payer', 'Dû et non payé au 31 décembre.'],
      [
        'Exercice clos',
        'Ses colonnes ne changent plus : une correction porte sa date, dans une colonne à part.',
      ],
      [
        'Émettre',
        'Le fichier est archivé sous un numéro et servi à l’identique ; ses chiffres sont recalculés par « pia verify ».',
      ],
    ],
  },
  {
    id: 'echeances',
    title: 'Échéances',
    pages: /^\/echeances/,
    points: [
      [
        'Créances sur l’État',
        'Prescrites au 31 décembre de la quatrième année qui suit celle où le droit est né (loi n° 68-1250).',
      ],
      ['Créances de l’État', 'Prescrites en cinq ans (Code civil, art. 2224).'],
      ['Pièces', 'Gardées cinq ans après l’année de la dernière opération (décret n° 2012-1246, art. 52).'],
    ],
  },
  {
    id: 'audit',
    title: 'Audit',
    pages: /^\/audit/,
    points: [
      [
        'Point de contrôle',
        'Racine signée de tout le journal (RFC 6962) : la preuve d’un fait se vérifie sans croire ce serveur.',
      ],
      ['Dossier', 'Le journal, ses preuves, les états et le programme qui les vérifie hors ligne.'],
      ['Tentatives refusées', 'Qui a demandé quoi et quelle règle l’a refusé, hors du registre.'],
    ],
  },
  {
    id: 'administration',
    title: 'Administration',
    pages: /^\/administration/,
    points: [
      [
        'Comptes',
        'Un compte est un pseudonyme ; le nom et le courriel ne sont jamais dans les écritures. Nul ne change ses propres droits.',
      ],
      ['Exercices', 'Arrêter les écritures, puis clore : plus aucun fait de cet exercice ensuite.'],
      ['Dispositifs', 'Une version nouvelle ne change pas les conventions déjà rédigées.'],
    ],
  },
];

/** Where the help about a page stands. */
export function helpOf(url: string): string {
  const path = url.split('?')[0]!;
  const found = HELP.find(({ pages }) => pages.test(path));
  return found ? `/aide#${found.id}` : '/aide';
}
