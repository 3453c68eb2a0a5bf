import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A supporting document that a convention cites: on one of its lines, or as a whole. What was cited once stays. */
@Entity('citation')
@Index('citation_sha256', ['sha256'])
export class CitationRow {
  @PrimaryColumn('integer', { name: 'convention_key' }) conventionKey!: number;
  /** 0: the convention as a whole. */
  @PrimaryColumn('smallint', { name: 'line_key' }) lineKey!: number;
  @PrimaryColumn('text') sha256!: string;
  /** The account that cited it there first. */
  @Column('text', { name: 'cited_by' }) citedBy!: string;
}
