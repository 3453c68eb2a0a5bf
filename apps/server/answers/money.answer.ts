import type { Day, Euros } from '#kernel';
import type { BankAccount, Expense, Order, Payment, Poste, ResourceUse, Statement } from '#ledger';
import { PAYMENT_KINDS, PAYMENT_STATUSES, STATEMENT_STATUSES } from '#wording';
import { InvoiceDto } from '../conventions/expense.dto.js';
import {
  BodyKey,
  Choice,
  DayShown,
  Identity,
  Many,
  Money,
  One,
  Quantity,
  WordList,
  Words,
  Yes,
} from './fields.js';

const EJ = { example: '2101234567' };
const DOCUMENTS = ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'];

/** One poste of an engagement juridique. */
export class PosteAnswer implements Poste {
  @Words('L’engagement juridique.', EJ) ej!: string;
  @Words('Le poste.', { example: '1' }) poste!: string;
  @Quantity('L’exercice du premier engagement.', { example: 2016 }) since!: number;
  @Money('Engagé.', { example: '4000.00' }) committed!: Euros;
  @Money('Retiré.', { example: '0.00' }) released!: Euros;
  @Money('CP consommés.') consumed!: Euros;
  @Money('Demandé, non payé.', { example: '0.00' }) requested!: Euros;
}

class PlacedAnswer {
  @Words('Le volet.', { example: 'equipment' }) line!: string;
  @Words('La tranche.') tranche!: string;
}

export class PaymentAnswer extends PlacedAnswer implements Omit<Payment, 'eventId'> {
  @Identity('L’identifiant.') id!: string;
  @Words('L’engagement juridique.', EJ) ej!: string;
  @Words('Son poste.', { example: '1' }) poste!: string;
  @Words('La demande de paiement.', { example: '100000001' }) dp!: string;
  @Words('Son poste.', { optional: true, example: '1' }) dpPoste?: string;
  @Choice('Sa nature', PAYMENT_KINDS) kind!: Payment['kind'];
  @Money('Demandé.') amount!: Euros;
  @Money('Payé par le comptable.', { optional: true }) executedAmount?: Euros;
  @Identity('Le compte bancaire.', { optional: true }) account?: string;
  @Choice('Où il en est', PAYMENT_STATUSES) status!: Payment['status'];
  @DayShown('Le jour de la demande.', { example: '2016-10-20' }) requestedOn!: Day;
  @DayShown('Le jour du paiement.', { optional: true, example: '2016-10-27' }) executedOn?: Day;
}

class ExpenseAnswer implements Expense {
  @Quantity('Son numéro dans l’état.') number!: number;
  @Words('Son libellé.', { example: 'Classe mobile' }) label!: string;
  @WordList('Les lignes d’annexe ; plusieurs pour une dépense commune.', ['0382460T-classe_mobile'])
  allocations!: string[];
  @Money('Son montant.', { example: '8200.00' }) amount!: Euros;
  @Quantity('Le nombre d’unités.') quantity!: number;
  @DayShown('Livrée le.', { example: '2017-01-12' }) deliveredOn!: Day;
  @One('La facture.', () => InvoiceDto, { optional: true }) invoice?: InvoiceDto;
}

export class PostShareAnswer {
  @Words('Le poste.', { example: 'manuels' }) post!: string;
  @Money('Le montant.', { example: '800.00' }) amount!: Euros;
}

class ShareAnswer {
  @Words('La ligne d’annexe.', { example: '0382460T-classe_mobile' }) allocation!: string;
  @Money('Le montant.', { example: '8200.00' }) amount!: Euros;
}

export class StatementAnswer extends PlacedAnswer implements Statement {
  @Identity('L’identifiant.') id!: string;
  @DayShown('Déposé le.', { example: '2017-02-20' }) submittedOn!: Day;
  @Many('Les dépenses.', () => ExpenseAnswer) expenses!: readonly ExpenseAnswer[];
  @WordList('Les pièces justificatives, par leur SHA-256.', DOCUMENTS) documents!: readonly string[];
  @Many('Déclaré par ligne d’annexe.', () => ShareAnswer) claimed!: readonly ShareAnswer[];
  @Choice('Où il en est', STATEMENT_STATUSES) status!: Statement['status'];
}

export class UseAnswer extends PlacedAnswer implements ResourceUse {
  @Identity('L’identifiant.') id!: string;
  @Yes('L’emploi est final.', { example: true }) final!: boolean;
  @Many('Employé depuis le début, par ligne d’annexe.', () => ShareAnswer) used!: readonly ShareAnswer[];
  @WordList('Les pièces justificatives, par leur SHA-256.', DOCUMENTS) documents!: readonly string[];
  @Many('Le même emploi par poste, pour des crédits notifiés.', () => PostShareAnswer, { optional: true })
  posts?: readonly PostShareAnswer[];
}

export class OrderAnswer extends PlacedAnswer implements Omit<Order, 'eventId'> {
  @Identity('L’identifiant.') id!: string;
  @DayShown('Ordonné le.', { example: '2017-05-02' }) orderedOn!: Day;
  @Money('Son montant.', { example: '500.00' }) amount!: Euros;
  @Money('Encaissé.', { example: '0.00' }) received!: Euros;
  @Money('Annulé.', { example: '0.00' }) cancelled!: Euros;
  @Money('Admis en non-valeur.', { example: '0.00' }) writtenOff!: Euros;
  @Yes('Le débiteur conteste.') contested!: boolean;
}

export class AccountAnswer implements Omit<BankAccount, 'registeredBy' | 'confirmedBy'> {
  @Identity('L’identifiant.') id!: string;
  @BodyKey('Le SIRET ou l’UAI du bénéficiaire.') payee!: string;
  @Words('L’IBAN.', { example: 'FR763000100419C384000000036' }) iban!: string;
  @Words('Le BIC.', { optional: true, example: 'BDFEFRPPCCT' }) bic?: string;
  @Words('Le titulaire.', { example: 'Trésorerie du Grésivaudan' }) holder!: string;
  @DayShown('Son premier jour.') validFrom!: Day;
  @DayShown('Son dernier jour.', { optional: true, example: '2017-12-31' }) lastDay?: Day;
  @Yes('Une seconde personne l’a confirmé.', { example: true }) confirmed!: boolean;
}
