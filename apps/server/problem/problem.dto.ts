import { ApiProperty } from '@nestjs/swagger';
import { REFUSAL_CODES } from '#wording';
import type { Problem } from './problem.js';

class FieldErrorDto {
  @ApiProperty({
    description: 'RFC 6901 ; pour une requête de lecture, le nom du paramètre.',
    example: '/amount',
  })
  pointer!: string;
  @ApiProperty({ description: 'Stable, comme ci-dessus.', example: 'amount_malformed' }) code!: string;
  @ApiProperty({ description: 'En français.', example: 'Le montant « 1e3 » est mal formé.' }) detail!: string;
}

export class ProblemDto implements Problem {
  @ApiProperty({ description: 'L’adresse qui explique le code.', example: '/aide/refus#above_payable' })
  type!: string;
  @ApiProperty({ description: 'La sorte de problème, d’après le statut.', example: 'Demande refusée' })
  title!: string;
  @ApiProperty({ description: 'Le statut HTTP.', type: 'integer', example: 422 }) status!: number;
  @ApiProperty({
    description: 'Une phrase en français, avec les chiffres.',
    example: 'Le montant demandé, 2 000,01 €, dépasse le montant payable, 2 000,00 €.',
  })
  detail!: string;
  @ApiProperty({
    description: `Stable ; d’autres peuvent s’ajouter. Aujourd’hui : ${REFUSAL_CODES.map(code => `\`${code}\``).join(', ')}.`,
    example: 'above_payable',
  })
  code!: string;
  @ApiProperty({ description: 'Un par champ en cause.', type: [FieldErrorDto] })
  errors!: readonly FieldErrorDto[];
  @ApiProperty({ description: 'À citer à l’exploitant.', example: '5e38aabd-b2a8-5805-a4e1-ed35f560d6b5' })
  correlationId!: string;
}
