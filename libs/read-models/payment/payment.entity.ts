import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Day } from '#kernel';

/** A payment as it is known now: what a treasurer looks up by its Chorus numbers. Cents. */
@Entity('payment')
export class PaymentRow {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  @PrimaryColumn('text', { name: 'payment_id' }) paymentId!: string;
  @Column('smallint', { name: 'line_key' }) lineKey!: number;
  @Column('text') tranche!: string;
  @Column('text') kind!: string;
  @Column('text') status!: string;
  @Column('text') ej!: string;
  @Column('text') poste!: string;
  @Column('text') dp!: string;
  @Column('text', { name: 'dp_poste', nullable: true }) dpPoste!: string | null;
  /** What was asked for. */
  @Column('bigint') amount!: bigint;
  /** What the accountant paid. */
  @Column('bigint', { name: 'executed_amount', nullable: true }) executedAmount!: bigint | null;
  @Column('date', { name: 'requested_on' }) requestedOn!: Day;
  @Column('date', { name: 'executed_on', nullable: true }) executedOn!: Day | null;
}
