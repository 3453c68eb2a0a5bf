import { type Account, ROLES } from '#access';
import { endOfDay } from '#hosting';
import { type Day, isRefusal } from '#kernel';
import { checkSiret, checkUai } from '#ledger';
import { fr, sentenceOf } from '#wording';
import { CommandFailed } from './io.js';

export interface AccountAsked {
  readonly id: string;
  readonly role: string;
  readonly academie?: readonly string[];
  readonly body?: readonly string[];
}

const ACCOUNT = /^[a-z0-9][a-z0-9._-]{2,59}$/;

/** The account of a new token, its bodies kept from today. Throws `CommandFailed` on what does not hold together. */
export function accountOf({ id, role, academie = [], body = [] }: AccountAsked, today: Day): Account {
  const known = ROLES.find(candidate => candidate === role);
  if (!known) {
    throw new CommandFailed(fr`Rôle inconnu : « ${role} ». Les rôles sont ${ROLES.join(', ')}.`);
  }
  if (!ACCOUNT.test(id)) {
    throw new CommandFailed(
      'Un compte s’écrit en minuscules, chiffres, points et tirets, de 3 à 60 signes ; jamais un nom de personne.',
    );
  }
  if (known === 'tresorier') {
    if (academie.length > 0) throw new CommandFailed('Un trésorier n’a pas d’académie : donnez --body.');
    if (body.length === 0)
      throw new CommandFailed('Un trésorier tient au moins un organisme : donnez --body.');
    body.forEach(checkBody);
    return { id, role: known, academies: [], bodies: body.map(key => ({ key, from: today })) };
  }
  if (body.length > 0) throw new CommandFailed('Seul un trésorier tient des organismes : retirez --body.');
  if (academie.length === 0) {
    throw new CommandFailed(
      'Donnez au moins une académie (--academie grenoble), ou --academie "*" pour toutes.',
    );
  }
  return { id, role: known, academies: academie.includes('*') ? '*' : academie, bodies: [] };
}

function checkBody(key: string): void {
  const refusal = /^\d{14}$/.test(key) ? checkSiret(key) : checkUai(key);
  if (isRefusal(refusal)) throw new CommandFailed(sentenceOf(refusal));
}

/** The end of the last day. Throws `CommandFailed` on a day that is over. */
export function expiryOf(expires: Day, today: Day): Date {
  if (expires < today) throw new CommandFailed('Le dernier jour de validité est déjà passé.');
  return new Date(endOfDay(expires));
}
