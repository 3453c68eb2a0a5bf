import type { KeptVerification } from '#hosting';
import { Choice, Many, Moment, One, Position, Quantity, Words, Yes } from './fields.js';

class LoggedRecordAnswer {
  @Position('Sa place dans le journal.') position!: string;
  @Words('L’enregistrement, tel qu’il est stocké : son texte JSON canonique, octet pour octet.', {
    example: '{"actor":"installer","basis":[]}',
  })
  record!: string;
}

export class LogAnswer {
  @Many('Les enregistrements de son périmètre, dans l’ordre des positions.', () => LoggedRecordAnswer)
  events!: readonly LoggedRecordAnswer[];
  @Position('À rendre par `after=` pour continuer ; `null` à la fin du journal.', { nullable: true })
  next!: string | null;
}

export class LiveAnswer {
  @Choice('Le processus', { live: 'répond' }) status!: 'live';
}

class CheckedAnswer implements Pick<KeptVerification, 'ok' | 'at' | 'ageSeconds'> {
  @Yes('Tout concordait.', { example: true }) ok!: boolean;
  @Moment('Quand.') at!: string;
  @Quantity('Il y a combien de secondes.', { example: 3600 }) ageSeconds!: number;
}

export class ReadyAnswer {
  @Choice('Le service', { ready: 'répond' }) status!: 'ready';
  @Position('La dernière position du journal.') head!: string;
  @Position('La dernière position que les tableaux de lecture ont vue.') read!: string;
  @Position('Leur retard, en faits.', { example: '0' }) lag!: string;
  @One('La dernière vérification ; `null` avant la première.', () => CheckedAnswer, { nullable: true })
  verification!: CheckedAnswer | null;
}

export class UnavailableAnswer {
  @Choice('Le stockage', { unavailable: 'ne répond pas' }) status!: 'unavailable';
}
