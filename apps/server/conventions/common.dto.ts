import type { Day, Ground } from '#kernel';
import { Ej, Id, OnDay, Part, Poste, Sha256, Text, Year } from '../validation/fields.js';

/* What many commands have in common: flat, since an instance is built on every request. */

export class GroundDto implements Ground {
  @Sha256({ optional: true, description: 'Une pièce déposée.' }) document?: string;
  @Text(60, { optional: true, description: 'Un numéro Chorus.', example: 'EJ 2101234567' }) chorus?: string;
  @Text(500, {
    description: 'Tout autre fondement, en clair.',
    optional: true,
    example: 'Courrier du 12/10/2016',
  })
  text?: string;
}

export class DatedDto {
  @OnDay({ description: 'Date d’effet.' }) on!: Day;
  @Part(() => GroundDto, { optional: true, description: 'Ce sur quoi l’acte s’appuie.' }) ground?: GroundDto;
  @Text(200, {
    optional: true,
    description: 'L’autorité qui a décidé, quand le texte en désigne une autre (art. 7.2).',
    example: 'Ministère de l’éducation nationale',
  })
  decidedBy?: string;
}

export class MoneyDto extends DatedDto {
  @Year({ optional: true, description: 'Exercice ; par défaut celui de la date.' }) fiscalYear?: number;
  @Year({ optional: true, description: 'L’exercice clos que cet acte corrige.', example: undefined })
  correctsYear?: number;
}

export class PlaceDto extends MoneyDto {
  @Id({ description: 'Le volet.', example: 'equipment' }) line!: string;
  @Id({ description: 'La tranche.', example: '2016' }) tranche!: string;
}

export class PosteDto extends PlaceDto {
  @Ej({ description: 'Engagement juridique, 10 chiffres.' }) ej!: string;
  @Poste({ description: 'Poste de l’EJ.' }) poste!: string;
}

export class ReasonDto extends MoneyDto {
  @Text(1000, { description: 'Le motif.', example: 'Pièce manquante' }) reason!: string;
}
