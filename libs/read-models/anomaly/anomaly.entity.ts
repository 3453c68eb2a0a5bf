import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Day } from '#kernel';

/** What does not fit and waits to be explained, or was. */
@Entity('anomaly')
export class AnomalyRow {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  @PrimaryColumn('text', { name: 'anomaly_id' }) anomalyId!: string;
  @Column('text') code!: string;
  @Column('date', { name: 'occurred_on' }) occurredOn!: Day;
  @Column('text', { name: 'payment_id' }) paymentId!: string;
  @Column('text', { nullable: true }) explanation!: string | null;
}
