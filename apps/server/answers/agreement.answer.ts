import type { Day } from '#kernel';
import type { ConventionState, Draft, LegalType } from '#ledger';
import { LEGAL_TYPES, PARTY_ROLES } from '#wording';
import { Choice, DayShown, Identity, Quantity, SiretShown, Words } from './fields.js';

/* Who agreed, and what suspends, ends or replaces the agreement. */

export type Party = Draft['parties'][number];
export class PartyAnswer implements Party {
  @Words('Son nom dans cette convention.', { example: 'commune' }) id!: string;
  @Choice('Son rôle', PARTY_ROLES, { example: 'beneficiary' }) role!: Party['role'];
  @Words('Sa dénomination.', { example: 'Commune de Crêts en Belledonne' }) name!: string;
  @SiretShown('Son SIRET.', { optional: true }) siret?: string;
  @Choice('Sa nature', LEGAL_TYPES, { optional: true }) legalType?: LegalType;
  @DayShown('Le jour où elle a signé.', { optional: true }) signedOn?: Day;
  @Words('La qualité du signataire.', { optional: true, example: 'Maire' }) capacity?: string;
  @Words('Le nom du signataire, pour l’académie et l’audit ; `null` s’il a été effacé.', {
    optional: true,
    nullable: true,
    example: 'Camille Exemple',
  })
  signatory?: string | null;
}

export class SchemeOfConventionAnswer {
  @Words('Le code du dispositif.', { example: 'colleges_numeriques_2016_ecole' }) code!: string;
  @Quantity('Sa version.') version!: number;
}

export class SuspensionAnswer implements NonNullable<ConventionState['suspended']> {
  @DayShown('Depuis le.') since!: Day;
  @Words('La cause.', { example: 'change_of_use' }) cause!: string;
  @Words('Le motif.', { example: 'Changement d’affectation du matériel' }) reason!: string;
  @Words('La référence de la convention parente, si c’est elle qui est suspendue.', {
    optional: true,
    example: 'CADRE-2016',
  })
  of?: string;
}

export class ParentAnswer {
  @Identity('L’identifiant.') id!: string;
  @Words('La référence.', { example: 'CADRE-2016' }) reference!: string;
}

const OF_PARENT = 'La référence de la convention parente, si c’est d’elle que cela vient.';
export class TerminationAnswer implements NonNullable<ConventionState['termination']> {
  @DayShown('Le jour où la dénonciation a été reçue.') notifiedOn!: Day;
  @DayShown('Le dernier jour du préavis.', { example: '2017-01-13' }) noticeUntil!: Day;
  @Words('La partie qui dénonce.', { example: 'commune' }) party!: string;
  @Words(OF_PARENT, { optional: true, example: 'CADRE-2016' }) of?: string;
}

export class SupersededAnswer {
  @DayShown('Depuis le.', { example: '2018-09-03' }) on!: Day;
  @Identity('La convention qui remplace celle-ci.', { optional: true }) by?: string;
  @Words('Sa référence.', { optional: true, example: 'DIJON-2018' }) reference?: string;
  @Words(OF_PARENT, { optional: true, example: 'CADRE-2016' }) of?: string;
}

export class FinancialReportAnswer implements NonNullable<ConventionState['financialReport']> {
  @DayShown('Le jour où il a été reçu.', { example: '2017-10-20' }) receivedOn!: Day;
  @Words('L’empreinte SHA-256 de la pièce.', { example: 'e3b0c44298fc1c149afbf4c8996fb924' })
  document!: string;
}

export class ObjectChangeAnswer {
  @DayShown('Le jour de l’autorisation.') on!: Day;
  @Words('Ce qui change.', { example: 'Tablettes au lieu d’ordinateurs' }) change!: string;
}
