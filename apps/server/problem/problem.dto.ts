import { ApiProperty } from '@nestjs/swagger';
import type { Problem } from './problem.js';

class FieldErrorDto {
  @ApiProperty({ description: 'RFC 6901.', example: '/amount' }) pointer!: string;
  @ApiProperty({ example: 'amount_malformed' }) code!: string;
  @ApiProperty({ description: 'En français.' }) detail!: string;
}

export class ProblemDto implements Problem {
  @ApiProperty({ example: '/api/docs#above_payable' }) type!: string;
  @ApiProperty({ example: 'Acte refusé' }) title!: string;
  @ApiProperty({ example: 422 }) status!: number;
  @ApiProperty({ description: 'Une phrase en français, avec les chiffres.' }) detail!: string;
  @ApiProperty({ description: 'Stable.', example: 'above_payable' }) code!: string;
  @ApiProperty({ type: [FieldErrorDto] }) errors!: readonly FieldErrorDto[];
  @ApiProperty({ format: 'uuid' }) correlationId!: string;
}
