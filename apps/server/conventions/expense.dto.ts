import type { Day, Euros } from '#kernel';
import { EXPENSE_CATEGORIES, type ExpenseCategory } from '#ledger';
import type { BodyOf } from '../validation/command.js';
import {
  Amount,
  Flag,
  OnDay,
  OneOf,
  Part,
  Parts,
  Sha256List,
  Siret,
  Text,
  TextList,
  Uuid,
  Whole,
} from '../validation/fields.js';
import { MoneyDto, PlaceDto, ReasonDto } from './common.dto.js';
import { PostShareDto } from './plans.dto.js';

const ALLOCATION = { example: '0382460T-classe_mobile', description: 'La ligne d’annexe.' };

export class InvoiceDto {
  @Siret({ description: 'Le SIRET du fournisseur.', example: '20005672500019' }) supplierSiret!: string;
  @Text(60, { description: 'Son numéro.', example: 'F-2017-018' }) number!: string;
  @Amount({ description: 'Son total.', example: '8200.00' }) total!: Euros;
}

export class ExpenseDto {
  @Text(200, { description: 'Ce qui est acheté.', example: 'Classe mobile' }) label!: string;
  @TextList(
    400,
    40,
    { description: 'Plusieurs pour une dépense commune, sans quantité.', example: [ALLOCATION.example] },
    1,
  )
  allocations!: string[];
  @Amount({ description: 'Le montant.', example: '8200.00' }) amount!: Euros;
  @Whole(0, 100_000, { description: 'Le nombre d’unités ; 0 pour une dépense commune.', example: 1 })
  quantity!: number;
  @OnDay({ description: 'Le jour de la livraison.', example: '2017-01-12' }) deliveredOn!: Day;
  @Part(() => InvoiceDto, { description: 'La facture.', optional: true }) invoice?: InvoiceDto;
  @OneOf(EXPENSE_CATEGORIES, {
    description: 'Sa nature ; par défaut celle du volet. Une nature non prévue est écartée au service fait.',
    optional: true,
  })
  category?: ExpenseCategory;
}

export class SubmitStatement extends PlaceDto implements BodyOf<'SubmitStatement'> {
  @OnDay({ description: 'Certifié exact par le bénéficiaire ce jour-là.', example: '2016-10-14' })
  certifiedExactOn!: Day;
  @Parts(() => ExpenseDto, 1, 400, { description: 'Les dépenses.' }) expenses!: ExpenseDto[];
  @Sha256List(0, 100, { description: 'Pièces justificatives, déposées par POST /documents.' })
  documents!: string[];
}

export class ReturnStatement extends ReasonDto implements BodyOf<'ReturnStatement', 'statement'> {}

export class CutDto {
  @Whole(1, 400, { description: 'Numéro de la dépense dans l’état.', example: 1 }) expense!: number;
  @Amount({ description: 'Le montant écarté.', example: '700.00' }) amount!: Euros;
  @Text(500, { description: 'Le motif.', example: 'Housse hors convention' }) reason!: string;
}

export class AcceptedQuantityDto {
  @Text(40, ALLOCATION) allocation!: string;
  @Whole(0, 100_000, { description: 'Le nombre d’unités acceptées.', example: 1 }) quantity!: number;
}

export class CertifyServiceFait extends PlaceDto implements BodyOf<'CertifyServiceFait'> {
  @Uuid({ optional: true, description: 'L’état des dépenses ; absent si le projet est abandonné.' })
  statement?: string;
  @Flag({ description: 'Le service fait est final.', example: true }) final!: boolean;
  @Parts(() => CutDto, 0, 400, { description: 'Ce qui est écarté des dépenses.' }) cuts!: CutDto[];
  @Parts(() => AcceptedQuantityDto, 0, 400, { description: 'Par défaut, ce que l’état déclare.' })
  quantities!: AcceptedQuantityDto[];
}

export class UsedDto {
  @Text(40, { example: '0382460T-ecole', description: 'La ligne d’annexe.' }) allocation!: string;
  @Amount({ description: 'Le montant.', example: '430.00' }) amount!: Euros;
}

export class DeclareUse extends PlaceDto implements BodyOf<'DeclareUse'> {
  @Flag({ description: 'L’emploi est final.', example: true }) final!: boolean;
  @Parts(() => UsedDto, 1, 400, { description: 'Emploi cumulé depuis le début.' }) used!: UsedDto[];
  @Sha256List(0, 100, { description: 'Pièces justificatives, déposées par POST /documents.' })
  documents!: string[];
  @Parts(() => PostShareDto, 0, 50, {
    optional: true,
    description: 'Le même emploi par poste, pour des crédits notifiés.',
    example: undefined,
  })
  posts?: PostShareDto[];
}

export class AcceptUse extends MoneyDto implements BodyOf<'AcceptUse', 'use'> {
  @Parts(() => UsedDto, 1, 400, { optional: true, description: 'Par défaut, tout ce qui est déclaré.' })
  accepted?: UsedDto[];
}

export class AuthoriseCarryOver extends PlaceDto implements BodyOf<'AuthoriseCarryOver'> {
  @Amount({ description: 'Le montant reporté.', example: '70.00' }) amount!: Euros;
  @Text(1000, { description: 'Le motif.', example: 'Ressources à acquérir l’an prochain' }) reason!: string;
}
