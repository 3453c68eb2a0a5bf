import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Day } from '#kernel';

/**
 * The derived dates of a convention, as additive rows: the date of a kind (of a line, of an order) at (effectiveOn,
 * knownAt) is the sum of its rows, in days since 1900-01-01; 0 for none. A tacit renewal has its rows beforehand, on
 * the day on which it will take place.
 */
@Entity('deadline')
export class DeadlineRow {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  @PrimaryColumn('bigint') position!: bigint;
  @PrimaryColumn('smallint') ordinal!: number;
  /** Place in `DEADLINE_KINDS`. */
  @Column('smallint') kind!: number;
  /** 0 for a date of the whole convention. */
  @Column('smallint', { name: 'line_key' }) lineKey!: number;
  /** Id of a repayment order, else empty. */
  @Column('text', { name: 'order_id' }) orderId!: string;
  @Column('date', { name: 'effective_on' }) effectiveOn!: Day;
  @Column('integer') amount!: number;
}
