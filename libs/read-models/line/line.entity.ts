import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A funding line: one flow of money of a convention, to one payee. */
@Entity('line')
@Index('line_payee', ['payeeKey'])
export class LineRow {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  /** From 1 in its convention, in the order of first appearance. */
  @PrimaryColumn('smallint') key!: number;
  @Column('text', { name: 'line_id' }) lineId!: string;
  @Column('text') flow!: string;
  @Column('text') kind!: string;
  @Column('text') label!: string;
  @Column('text', { name: 'payee_type' }) payeeType!: string;
  /** SIRET of a collectivité, UAI of an établissement. */
  @Column('text', { name: 'payee_key' }) payeeKey!: string;
  @Column('text', { name: 'payee_name' }) payeeName!: string;
}
