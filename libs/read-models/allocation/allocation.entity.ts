import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What one school gets of a line in a tranche, with the school as the convention names it. */
@Entity('allocation')
@Index('allocation_uai', ['uai'])
export class AllocationRow {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  /** From 1 in its convention, in the order of first appearance. */
  @PrimaryColumn('smallint') key!: number;
  @Column('smallint', { name: 'line_key' }) lineKey!: number;
  @Column('text') tranche!: string;
  @Column('text', { name: 'tranche_label' }) trancheLabel!: string;
  @Column('text', { name: 'allocation_id' }) allocationId!: string;
  @Column('text') uai!: string;
  @Column('text', { name: 'school_name' }) schoolName!: string;
  @Column('text', { name: 'reference_college', nullable: true }) referenceCollege!: string | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) commune!: string | null;
  @Column('text', { name: 'insee_code', nullable: true }) inseeCode!: string | null;
  @Column('text', { nullable: true }) departement!: string | null;
  @Column('text') unit!: string;
}
