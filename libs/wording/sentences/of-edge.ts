import { LARGEST_RECORD } from '#kernel';
import { fr, listed, quoted } from '../french.js';
import { bytes, quantity } from '../format.js';
import { labelIn, ROLES } from '../labels/index.js';
import type { EdgeRefusals, RefusalCode, Sentences } from '../refusal-codes.js';
import { claimTaken } from './claim-taken.js';

/** Bytes. */
const LARGEST_BODY = 1024 ** 2;

function malformed(what: string, details: object, advice: string): string {
  return 'given' in details
    ? fr`${what} n’a pas la forme attendue : ${quoted(details.given)}. ${advice}`
    : fr`${what} n’a pas la forme attendue. ${advice}`;
}

/** Commands, documents, and the edge itself. */
export const ofEdge = {
  idempotency_key_reused: () =>
    fr`Cette clé d’idempotence a déjà servi pour une autre demande. Utilisez une nouvelle clé.`,
  version_mismatch: ({ expected, actual }) =>
    fr`Le dossier a changé : vous avez vu sa version ${quantity(expected)}, il en est à la version ${quantity(actual)}. Relisez-le avant de recommencer.`,
  claim_taken: ({ key }) => claimTaken(key),

  document_too_large: ({ name, most }) =>
    fr`Le document ${quoted(name)} est trop volumineux${most === undefined ? '' : ` (au plus ${bytes(most)})`}. Réduisez-le ou scindez-le.`,
  document_type_refused: ({ name, found }) =>
    fr`Le contenu du document ${quoted(name)}${found === undefined || found === 'unknown' ? '' : `, de type ${quoted(found)},`} n’est pas admis. Déposez un fichier PDF, PNG, JPEG, XLSX, ODS ou CSV.`,
  document_empty: ({ name }) => fr`Le document ${quoted(name)} est vide. Vérifiez le fichier choisi.`,
  document_not_uploaded: ({ sha256 }) =>
    fr`La pièce ${quoted(sha256)} n’a pas été déposée. Déposez-la d’abord (POST /documents).`,

  token_missing: () =>
    fr`La demande ne porte pas de jeton d’accès. Indiquez-le dans l’en-tête Authorization : « Bearer … ».`,
  token_unknown: () => fr`Le jeton d’accès est inconnu ou n’est plus valable. Demandez-en un autre.`,
  session_missing: () => fr`Vous n’êtes pas connecté, ou votre session est terminée. Connectez-vous.`,
  login_failed: () =>
    fr`La connexion chez le fournisseur d’identité n’a pas abouti, ou a été commencée dans une autre fenêtre. Recommencez.`,
  provider_unreachable: () => fr`Le fournisseur d’identité ne répond pas. Réessayez dans quelques minutes.`,
  person_unknown: ({ name }) =>
    fr`Vous êtes bien identifié (${name}), mais aucun compte ne vous est ouvert ici. Demandez-le à l’administrateur du registre, avec votre courriel professionnel et le SIRET de votre organisme.`,
  own_account: () => fr`Nul ne change ses propres droits : demandez-le à un autre administrateur.`,
  email_malformed: () => fr`Ce n’est pas un courriel : attendu, par exemple, prenom.nom@ac-grenoble.fr.`,
  email_taken: () => fr`Ce courriel est déjà celui d’un autre compte : modifiez celui-là.`,
  employer_missing: () =>
    fr`Donnez aussi le SIRET de l’employeur : le courriel seul ne suffit pas à reconnaître une personne.`,
  perimeter_missing: ({ role }) =>
    role === 'tresorier'
      ? fr`Un trésorier tient les comptes d’un organisme au moins : donnez son SIRET ou son UAI.`
      : fr`Donnez au moins une académie, ou « * » pour toutes.`,
  perimeter_foreign: ({ role }) =>
    role === 'tresorier'
      ? fr`Un trésorier ne voit que ses organismes : laissez les académies vides.`
      : fr`Seul un trésorier tient les comptes d’organismes : laissez-les vides, ou changez le rôle.`,
  expiry_past: () => fr`Ce jour est passé : donnez un dernier jour à venir, ou aucun.`,
  stream_not_parked: ({ stream }) => fr`Le flux ${stream} n’est pas arrêté, ou ne l’est plus.`,
  stream_still_parked: ({ stream, facts }) =>
    fr`Le flux ${stream} reste arrêté : ${quantity(facts)} faits n’ont pas pu être lus. La cause est ci-dessous.`,
  sheet_unreadable: () =>
    fr`Ce fichier ne se lit pas comme un tableur. Enregistrez-le en XLSX, ODS ou CSV, sans mot de passe.`,
  sheet_formula: ({ cell }) =>
    fr`La cellule ${cell} contient une formule : remplacez-la par sa valeur (collage spécial, valeurs), puis renvoyez le fichier.`,
  sheet_too_long: ({ most }) =>
    fr`Ce tableau a plus de ${quantity(most)} lignes : scindez-le en plusieurs fichiers.`,
  sheet_columns_missing: ({ columns }) =>
    fr`Il manque des colonnes à ce tableau : ${listed(columns)}. Partez du modèle à télécharger.`,
  school_twice: ({ uai }) =>
    fr`L’établissement ${uai} est deux fois dans le tableau : gardez une ligne par établissement et par tranche, qui disent toutes la même chose de lui.`,
  scheme_exists: ({ scheme }) =>
    fr`Le dispositif ${quoted(scheme)} existe déjà. Donnez un autre code, ou publiez-en une nouvelle version.`,
  sheet_tranche_unknown: ({ tranche, known }) =>
    fr`Le tableau nomme la tranche ${quoted(tranche)}, que le formulaire ne nomme pas. Tranches nommées : ${listed(known)}.`,
  sheet_empty: ({ column }) => fr`Aucune ligne n’est remplie : la colonne « ${column} » est vide partout.`,
  form_not_ours: () =>
    fr`Ce formulaire ne vient pas d’une page de votre session. Rien n’est enregistré : rouvrez la page et recommencez.`,
  too_many_requests: ({ seconds }) =>
    fr`Trop de demandes en peu de temps. Réessayez dans ${quantity(seconds)} secondes.`,
  permission_missing: ({ role }) =>
    fr`Le rôle ${quoted(labelIn(ROLES, role))} ne permet pas cet acte. Adressez-vous à une personne habilitée.`,
  outside_perimeter: ({ academie }) =>
    fr`L’académie ${quoted(academie)} n’est pas dans votre périmètre. Choisissez une académie de votre périmètre.`,

  route_unknown: () => fr`Il n’y a rien à cette adresse. La liste des routes est à l’adresse /api/docs.`,
  document_unknown: () => fr`Ce document n’existe pas. Vérifiez son empreinte.`,
  body_unknown: () => fr`Aucun organisme n’est connu sous cet identifiant. Vérifiez le SIRET ou l’UAI.`,
  scheme_not_found: () => fr`Aucun dispositif n’est connu sous ce code. Vérifiez le code.`,

  checkpoint_missing: () =>
    fr`Aucun point de contrôle n’est encore signé : le premier l’est dans la minute qui suit le démarrage. Recommencez plus tard.`,
  verification_missing: () =>
    fr`Le registre n’a pas encore été vérifié. Demandez à l’exploitant de lancer « pia verify ».`,
  balance_unknown: () =>
    fr`Aucun solde n’est connu pour cette convention, ce volet et cette imputation. Vérifiez-les sur l’état d’imputation.`,
  year_not_sealed: ({ year }) =>
    fr`Les soldes de l’exercice ${String(year)} ne sont pas signés : ils le sont quand l’exercice est clos. Recommencez après la clôture.`,
  balance_root_differs: ({ year }) =>
    fr`Recalculés, les soldes de l’exercice ${String(year)} n’ont plus la racine signée. Demandez à l’exploitant de lancer « pia verify ».`,
  journal_incomplete: ({ references }) =>
    fr`Le journal ne peut pas être établi : des faits de ${listed(references)} n’ont pas pu être lus. Demandez à l’exploitant de lancer « pia verify ».`,
  bundle_exists: ({ path }) =>
    fr`Il y a déjà quelque chose à ${path}, et rien n’est écrasé. Donnez un autre nom.`,
  bundle_not_verified: ({ answer }) =>
    fr`Le dossier n’a pas été écrit, car il ne se vérifie pas. Lancez « pia verify ». Son programme répond : ${answer}`,

  report_too_long_to_print: ({ most }) =>
    fr`Cet état a plus de ${quantity(most)} lignes : il ne s’imprime pas. Demandez-le en CSV, XLSX ou ODS, ou restreignez-le par un filtre.`,
  report_too_many_sheets: ({ most }) =>
    fr`Cet état aurait plus de ${quantity(most)} feuilles. Demandez-le sur une seule, sans « sheets », ou restreignez-le par un filtre.`,
  known_at_future: () =>
    fr`La date de connaissance est à venir : rien n’en est encore connu. Indiquez un jour passé, ou aujourd’hui.`,

  report_not_found: () =>
    fr`Cet état ou ce document n’a pas d’objet : rien n’est connu sous cet identifiant. Vérifiez-le.`,
  issued_report_unknown: () => fr`Aucune émission n’est connue sous ce numéro. Vérifiez-le.`,
  format_not_offered: ({ offered }) =>
    fr`Ce document n’existe pas dans ce format. Demandez-le en ${listed(offered, 'ou')}.`,

  json_malformed: () => fr`Le corps de la demande n’est pas du JSON valide. Corrigez-le.`,
  request_malformed: () => fr`La demande est mal formée. Consultez la documentation de l’API.`,
  media_type_unsupported: () => fr`Le type de contenu n’est pas admis. Envoyez du JSON (application/json).`,
  multipart_expected: () =>
    fr`Un fichier est attendu. Envoyez-le en multipart/form-data, sous le nom « file ».`,
  body_too_large: () => fr`Le corps de la demande dépasse ${bytes(LARGEST_BODY)}. Réduisez-le.`,
  record_too_large: () =>
    fr`L’acte dépasse ${bytes(LARGEST_RECORD)} une fois écrit. Joignez le détail en pièce justificative.`,
  idempotency_key_missing: () =>
    fr`Une écriture porte un en-tête Idempotency-Key. Indiquez 1 à 200 caractères imprimables, propres à cet acte.`,
  if_match_malformed: () =>
    fr`L’en-tête If-Match est mal formé. Indiquez la version entre guillemets, comme "3".`,
  cursor_unknown: () => fr`Ce curseur n’est pas un de ceux de cette liste. Reprenez la liste à son début.`,
  after_malformed: () =>
    fr`Le jeton du paramètre « after » n’est pas lisible. Reprenez celui que l’écriture a rendu.`,
  known_at_malformed: () =>
    fr`La date de connaissance est mal formée. Indiquez un jour (AAAA-MM-JJ) ou un instant UTC (AAAA-MM-JJTHH:MM:SS.mmmZ).`,

  field_missing: ({ field }) => fr`Le champ ${quoted(field)} est obligatoire. Renseignez-le.`,
  field_unknown: ({ field }) => fr`Le champ ${quoted(field)} n’est pas prévu. Supprimez-le.`,
  field_malformed: details => malformed('La valeur', details, 'Consultez la documentation de l’API.'),
  object_expected: ({ field }) =>
    field === undefined
      ? fr`Un objet JSON est attendu. Corrigez la demande.`
      : fr`Le champ ${quoted(field)} doit être un objet JSON. Corrigez-le.`,
  list_expected: ({ field }) => fr`Le champ ${quoted(field)} doit être une liste. Corrigez-le.`,
  list_too_short: ({ field }) => fr`La liste ${quoted(field)} n’a pas assez d’éléments. Complétez-la.`,
  list_too_long: ({ field }) => fr`La liste ${quoted(field)} a trop d’éléments. Réduisez-la.`,
  text_malformed: ({ most }) =>
    fr`Le texte est absent ou mal formé. Indiquez 1 à ${quantity(most)} caractères, sans caractère de contrôle.`,
  number_out_of_range: ({ least, most }) =>
    fr`Le nombre est hors des limites. Indiquez un nombre entier de ${quantity(least)} à ${quantity(most)}.`,
  flag_malformed: () => fr`La valeur n’est pas un booléen. Indiquez true ou false.`,
  choice_unknown: ({ given, allowed }) =>
    fr`La valeur n’est pas admise : ${quoted(given)}. Valeurs admises : ${listed(allowed, 'ou', 20)}.`,
  id_malformed: details => malformed('L’identifiant', details, 'Recopiez celui que l’API a rendu.'),
  sha256_malformed: details =>
    malformed('L’empreinte SHA-256', details, 'Indiquez 64 chiffres hexadécimaux, en minuscules.'),

  read_model_behind: () =>
    fr`Les tableaux ne tiennent pas encore compte de l’écriture attendue. Recommencez dans un instant.`,
  too_busy: () =>
    fr`Ce dossier reçoit trop d’écritures à la fois. Recommencez dans un instant, avec la même clé d’idempotence.`,
  storage_unavailable: () =>
    fr`Le stockage du registre ne répond pas : l’acte a pu être enregistré ou non. Recommencez dans un instant, avec la même clé d’idempotence : il ne comptera qu’une fois.`,
  storage_full: () =>
    fr`Le stockage du registre est plein : rien n’a été enregistré. Prévenez l’exploitant, puis recommencez avec la même clé d’idempotence.`,
  event_store_unavailable: () =>
    fr`Le journal ne répond pas pour le moment ; l’écriture a pu être enregistrée ou non. Recommencez dans un instant, avec la même clé d’idempotence.`,
  internal_error: () =>
    fr`Une erreur interne est survenue. Signalez-la avec le numéro de corrélation de la réponse.`,
} satisfies Sentences<keyof EdgeRefusals & RefusalCode>;
