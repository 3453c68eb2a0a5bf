import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Day } from '#kernel';

/**
 * What one event moved in one measure: the value of a measure at (effectiveOn, knownAt) is the sum of its rows
 * effective by then of events up to the position of knownAt (design, "Both time axes").
 */
@Entity('movement')
export class MovementRow {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  @PrimaryColumn('bigint') position!: bigint;
  /** From 0 in its event. */
  @PrimaryColumn('smallint') ordinal!: number;
  @Column('smallint', { name: 'line_key' }) lineKey!: number;
  @Column('smallint', { name: 'allocation_key' }) allocationKey!: number;
  @Column('smallint', { name: 'fiscal_year' }) fiscalYear!: number;
  /** Place in `MEASURES`. */
  @Column('smallint') measure!: number;
  @Column('date', { name: 'effective_on' }) effectiveOn!: Day;
  /** 0: not yet committed. */
  @Column('integer', { name: 'imputation_key' }) imputationKey!: number;
  /** Cents; units for quantities. */
  @Column('bigint') amount!: bigint;
}

/** TypeORM knows no INCLUDE, and a rebuild makes them after filling: both cover every report without the table. */
export const movementIndexes = (schema: string) => ({
  built: [
    `create unique index movement_convention on ${schema}.movement (convention_key, position, ordinal)
      include (line_key, allocation_key, measure, effective_on, fiscal_year, imputation_key, amount)`,
    `create index movement_imputation on ${schema}.movement (fiscal_year, imputation_key, measure)
      include (convention_key, line_key, allocation_key, effective_on, position, amount)`,
  ],
  keys: [
    `alter table ${schema}.movement add constraint movement_convention primary key using index movement_convention`,
  ],
});
