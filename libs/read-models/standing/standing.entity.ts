import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Day } from '#kernel';

/**
 * Where a convention stands, as additive rows: the value of an attribute at (effectiveOn, knownAt) is the sum of its
 * rows, as for movements. A day is written as its number of days since 1900-01-01, 0 for none.
 */
@Entity('standing')
export class StandingRow {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  @PrimaryColumn('bigint') position!: bigint;
  @PrimaryColumn('smallint') ordinal!: number;
  /** Place in `ATTRIBUTES`. */
  @Column('smallint') attribute!: number;
  @Column('date', { name: 'effective_on' }) effectiveOn!: Day;
  @Column('integer') amount!: number;
}
