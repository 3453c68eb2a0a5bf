import { fr, quoted } from '../french.js';

const TO_DO = fr`Vérifiez le numéro ; s’il a été enregistré par erreur, contre-passez d’abord l’écriture qui le porte.`;

/** A sentence per kind of unique key. Who holds it is not said: it may stand outside the reader's perimeter. */
export function claimTaken(key: string): string {
  const [kind, ...parts] = key.split('|');
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = parts;
  switch (kind) {
    case 'ej':
      return fr`L’engagement juridique ${quoted(first)}, poste ${quoted(second)}, est déjà enregistré. ${TO_DO}`;
    case 'dp':
      return fr`La demande de paiement ${quoted(third)}, poste ${quoted(fourth)}, sur l’engagement juridique ${quoted(first)}, poste ${quoted(second)}, exercice ${fifth}, est déjà enregistrée. ${TO_DO}`;
    case 'invoice':
      return fr`La facture ${quoted(parts.slice(1).join('|'))} du fournisseur ${quoted(first)} est déjà acceptée sur un autre état. Écartez la dépense.`;
    case 'reference':
      return fr`La référence ${quoted(parts.slice(1).join('|'))} désigne déjà une convention de l’académie ${quoted(first)}. Choisissez une autre référence.`;
    default:
      return fr`La clé ${quoted(key)} est déjà enregistrée. Vérifiez la saisie.`;
  }
}
