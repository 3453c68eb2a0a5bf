import type { Euros } from '#kernel';
import { EQUIPMENT_MOVEMENTS, type EquipmentMovement, LEGAL_TYPES, type LegalType } from '#ledger';
import type { BodyOf } from '../validation/command.js';
import {
  Amount,
  Id,
  OneOf,
  Part,
  Parts,
  Sha256,
  Siret,
  Text,
  Uai,
  Uuid,
  Whole,
} from '../validation/fields.js';
import { DatedDto, MoneyDto, PlaceDto } from './common.dto.js';
import { AxesDto, SchoolDto } from './draft.dto.js';

export class RenewConvention extends DatedDto implements BodyOf<'RenewConvention'> {}

export class CompleteDeployment extends DatedDto implements BodyOf<'CompleteDeployment'> {}

export class SupersedeConvention extends DatedDto implements BodyOf<'SupersedeConvention'> {
  @Uuid({ description: 'La convention signée qui annule et remplace celle-ci.' }) by!: string;
}

export class RecordCommitteeMeeting extends DatedDto implements BodyOf<'RecordCommitteeMeeting'> {
  @Text(200, { description: 'Lequel, s’il y en a plusieurs.', optional: true, example: 'Comité local' })
  committee?: string;
}

export class PostDto {
  @Id({ description: 'Le nom du poste.', example: 'manuels' }) post!: string;
  @Text(200, { description: 'Son libellé.', example: 'Compléments de collection de manuels scolaires' })
  label!: string;
}

export class PostShareDto {
  @Id({ description: 'Le poste, tel que la notification le nomme.', example: 'manuels' }) post!: string;
  @Amount({ description: 'Le montant.', example: '800.00' }) amount!: Euros;
}

export class NotifyGrant extends MoneyDto implements BodyOf<'NotifyGrant'> {
  @Text(40, { description: 'Le volet du dispositif, à crédits notifiés.', example: 'resources' })
  flow!: string;
  @Uai({ description: 'L’établissement qui reçoit les crédits.', example: '0380002W' }) uai!: string;
  @Part(() => SchoolDto, {
    description: 'L’établissement, si la convention ne le nomme pas.',
    optional: true,
  })
  school?: SchoolDto;
  @Id({ description: 'Le nom de la notification, nouveau pour l’établissement.', example: '2025' })
  tranche!: string;
  @Text(100, { description: 'Son libellé.', example: 'Crédits globalisés 2025' }) label!: string;
  @Amount({ description: 'Le montant notifié.', example: '1200.00' }) amount!: Euros;
  @Parts(() => PostDto, 1, 50, { description: 'À quoi les crédits peuvent servir.' }) posts!: PostDto[];
  @Part(() => AxesDto, { description: 'Les axes de Chorus.' }) axes!: AxesDto;
}

export class VoteSplit extends PlaceDto implements BodyOf<'VoteSplit'> {
  @Parts(() => PostShareDto, 1, 50, { description: 'Toute la répartition : elle remplace la précédente.' })
  shares!: PostShareDto[];
  @Sha256({ description: 'La délibération, déposée par POST /documents.', optional: true }) document?: string;
}

export class ReassignGrant extends PlaceDto implements BodyOf<'ReassignGrant'> {
  @Amount({ description: 'Le montant réaffecté.', example: '70.00' }) amount!: Euros;
  @Text(500, { description: 'Le nouvel emploi.', example: 'Licences de la classe de 5e' }) to!: string;
  @Text(1000, { description: 'Le motif.', example: 'Décision du recteur' }) reason!: string;
}

export class MoveEquipment extends DatedDto implements BodyOf<'MoveEquipment'> {
  @Id({ description: 'Le volet en nature.', example: 'equipment' }) line!: string;
  @Id({ description: 'La tranche.', example: '5e-2016' }) tranche!: string;
  @Text(40, { description: 'La ligne d’annexe.', example: '0380002W-tablette_eleve' }) allocation!: string;
  @OneOf(EQUIPMENT_MOVEMENTS, {
    description: 'Livré à l’établissement, prêté aux utilisateurs, rendu par eux, restitué au propriétaire.',
  })
  movement!: EquipmentMovement;
  @Whole(1, 100_000, { description: 'Le nombre d’unités.', example: 96 }) quantity!: number;
  @Text(500, { description: 'Le motif.', optional: true, example: 'Départ en cours d’année' })
  reason?: string;
  @Sha256({ description: 'La pièce, déposée par POST /documents.', optional: true }) document?: string;
}

export class ChangeParty extends DatedDto implements BodyOf<'ChangeParty', 'party'> {
  @Text(200, { description: 'Sa nouvelle dénomination.', optional: true, example: 'Crêts en Belledonne' })
  name?: string;
  @Siret({ description: 'Son nouveau SIRET.', optional: true }) siret?: string;
  @OneOf(LEGAL_TYPES, { description: 'Sa nouvelle nature juridique.', optional: true }) legalType?: LegalType;
  @Text(1000, {
    description: 'Ce qui en est la cause.',
    example: 'Arrêté de création de la commune nouvelle',
  })
  reason!: string;
}

export class ChangeSchool extends DatedDto implements BodyOf<'ChangeSchool'> {
  @Part(() => SchoolDto, { description: 'L’établissement tel qu’il est à partir de cette date.' })
  school!: SchoolDto;
  @Text(1000, { description: 'Ce qui en est la cause.', example: 'Commune nouvelle au 1er janvier 2016' })
  reason!: string;
}
