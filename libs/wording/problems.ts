/** The HTTP statuses that a problem (RFC 9457) of the API may have. */
export const PROBLEM_STATUSES = [
  400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429, 500, 503,
] as const;
export type ProblemStatus = (typeof PROBLEM_STATUSES)[number];

/** The title of each: what kind of problem it is, the same for all its codes. */
export const PROBLEM_TITLES: Readonly<Record<ProblemStatus, string>> = {
  400: 'Demande mal formée',
  401: 'Authentification requise',
  403: 'Action non autorisée',
  404: 'Ressource introuvable',
  405: 'Méthode non admise',
  406: 'Format non proposé',
  409: 'Opération refusée en l’état du dossier',
  412: 'Dossier modifié entre-temps',
  413: 'Demande trop volumineuse',
  415: 'Type de contenu non admis',
  422: 'Demande refusée',
  429: 'Demandes trop nombreuses',
  500: 'Erreur interne',
  503: 'Service momentanément indisponible',
};
