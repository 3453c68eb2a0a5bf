import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Balance } from './balances.js';

/** The balances of a line with all that is known: the default list without adding up movements. Cents. */
@Entity('current_balance')
export class CurrentBalanceRow implements Record<Balance, bigint> {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  @PrimaryColumn('smallint', { name: 'line_key' }) lineKey!: number;
  @Column('bigint') maximum!: bigint;
  @Column('bigint') conditional!: bigint;
  @Column('bigint') committed!: bigint;
  @Column('bigint') released!: bigint;
  @Column('bigint') pending!: bigint;
  @Column('bigint') paid!: bigint;
  @Column('bigint') repaid!: bigint;
  @Column('bigint') accepted!: bigint;
  @Column('bigint') due!: bigint;
  @Column('bigint') payable!: bigint;
  @Column('bigint', { name: 'to_order' }) toOrder!: bigint;
  @Column('bigint', { name: 'order_open' }) orderOpen!: bigint;
  @Column('bigint', { name: 'written_off' }) writtenOff!: bigint;
  @Column('bigint', { name: 'to_prove' }) toProve!: bigint;
  @Column('bigint', { name: 'due_unpaid' }) dueUnpaid!: bigint;
  @Column('bigint') outstanding!: bigint;
}
