import { FactAnswer } from './history.answer.js';
import { Identity, Many, Position, Quantity, Words, Yes } from './fields.js';

class RecordedEventAnswer {
  @Identity('L’identifiant du fait.') eventId!: string;
  @Words('Ce qui est enregistré.', { example: 'CommitmentRecorded' }) type!: string;
}

/** A write that was recorded. */
export class WrittenAnswer {
  @Words('La convention, le dispositif … qui a reçu l’acte.', {
    example: '0193a1de-0000-5000-8000-000000000001',
  })
  id!: string;
  @Identity('Ce que l’acte a créé : paiement, compte, état, ordre, reversement.') entry!: string;
  @Quantity('Version après l’acte, aussi dans ETag.', { example: 4 }) version!: number;
  @Position('Position du dernier fait dans le journal.') position!: string;
  @Many('Les faits enregistrés.', () => RecordedEventAnswer) events!: readonly RecordedEventAnswer[];
  @Words('À rendre par `after=` pour lire ce qui vient d’être écrit.', { example: 'cDEyOA' }) token!: string;
}

/** What a write would record. */
export class PreviewAnswer {
  @Yes('Rien n’est enregistré.', { example: true }) preview!: true;
  @Words('La convention, le dispositif … qui recevrait l’acte.', {
    example: '0193a1de-0000-5000-8000-000000000001',
  })
  id!: string;
  @Many('Les faits qui seraient enregistrés, avec le calcul de chaque montant.', () => FactAnswer)
  facts!: readonly FactAnswer[];
}
