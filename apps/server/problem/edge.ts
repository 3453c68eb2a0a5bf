/** What only the edge refuses: each code with its French sentence. The rules' own codes have theirs in libs/wording. */
export const EDGE_SENTENCES = {
  json_malformed: 'Le corps de la requête n’est pas du JSON valide.',
  request_malformed: 'La requête est mal formée.',
  media_type_unsupported: 'Le corps attendu est du JSON (Content-Type: application/json).',
  body_too_large: 'Le corps de la requête dépasse 1 Mio.',
  record_too_large: 'Cet acte dépasse 256 Kio une fois écrit : joignez le détail en pièce justificative.',
  multipart_expected: 'Un fichier est attendu, envoyé en multipart/form-data sous le nom « file ».',
  route_unknown: 'Il n’y a rien à cette adresse. La liste des routes est sur /api/docs.',
  token_missing: 'Cette requête doit porter un jeton : « Authorization: Bearer … ».',
  token_unknown: 'Ce jeton n’est pas connu, ou n’est plus valable.',
  permission_missing: 'Votre rôle ne permet pas cet acte.',
  outside_perimeter: 'Cela n’est pas dans votre périmètre.',
  idempotency_key_missing:
    'Une écriture porte un en-tête Idempotency-Key de 1 à 200 caractères imprimables, propre à cet acte.',
  if_match_malformed: 'If-Match attend la version entre guillemets, par exemple "3".',
  field_missing: 'Ce champ est obligatoire.',
  field_unknown: 'Ce champ n’existe pas ici.',
  field_malformed: 'Ce champ n’a pas la forme attendue.',
  object_expected: 'Un objet JSON est attendu ici.',
  list_expected: 'Une liste est attendue ici.',
  list_too_short: 'Cette liste n’a pas assez d’éléments.',
  list_too_long: 'Cette liste a trop d’éléments.',
  text_malformed: 'Un texte est attendu, ni vide, ni trop long, sans caractère de contrôle.',
  number_out_of_range: 'Un nombre entier dans les limites de ce champ est attendu.',
  flag_malformed: 'Vrai ou faux (true, false) est attendu.',
  choice_unknown: 'Cette valeur n’est pas de celles que ce champ admet.',
  id_malformed: 'Cet identifiant n’a pas la forme attendue.',
  sha256_malformed: 'Une empreinte SHA-256 est attendue : 64 chiffres hexadécimaux, en minuscules.',
  known_at_malformed: 'Un jour (AAAA-MM-JJ) ou un instant UTC (AAAA-MM-JJTHH:MM:SS.mmmZ) est attendu.',
  after_malformed: 'Ce jeton de lecture n’est pas un de ceux que rend une écriture.',
  cursor_unknown: 'Ce curseur n’est pas un de ceux que cette liste a rendus.',
  document_not_uploaded: 'Cette pièce n’a pas été déposée : envoyez-la d’abord par POST /documents.',
  document_unknown: 'Ce document n’est pas connu.',
  body_unknown: 'Aucun organisme n’est connu sous cet identifiant.',
  scheme_not_found: 'Aucun dispositif n’est connu sous ce code.',
  too_busy: 'Ce dossier reçoit trop d’écritures à la fois : recommencez dans un instant, avec la même clé.',
  read_model_behind:
    'Les tableaux de lecture n’ont pas encore vu cette écriture : recommencez dans un instant.',
  internal_error: 'Une erreur imprévue s’est produite ; elle est notée sous le numéro de corrélation.',
} as const;

export type EdgeCode = keyof typeof EDGE_SENTENCES;

/** A refusal of the edge. */
export function edge(code: EdgeCode, details: object = {}, pointer?: string) {
  return {
    refused: true as const,
    code,
    details: { ...details },
    ...(pointer === undefined ? {} : { pointer }),
  };
}
