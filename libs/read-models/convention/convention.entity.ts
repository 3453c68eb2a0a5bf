import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '#kernel';

/** A convention as it is known now; what it was on another day stands in `movement` and `standing`. */
@Entity('convention')
@Index('convention_stream', ['stream'], { unique: true })
@Index('convention_reference', ['reference', 'key'])
@Index('convention_parent', ['parentStream'])
export class ConventionRow {
  /** Rank of its first fact among all conventions. */
  @PrimaryColumn('integer') key!: number;
  @Column('uuid') id!: string;
  @Column('text') stream!: string;
  @Column('text') reference!: string;
  @Column('text') title!: string;
  @Column('text') academie!: string;
  /** The party that grants, as the text names it. */
  @Column('text', { name: 'awarder_name' }) awarderName!: string;
  @Column('text', { name: 'awarder_siret', nullable: true }) awarderSiret!: string | null;
  @Column('text', { name: 'scheme_code' }) schemeCode!: string;
  @Column('integer', { name: 'scheme_version' }) schemeVersion!: number;
  /** SIRET of the parties, in the order of the text. */
  @Column('text', { name: 'parties' }) parties!: string;
  /** Stream of the convention that it is a child of. */
  @Column('text', { name: 'parent_stream', nullable: true }) parentStream!: string | null;
  /** Its validity is its parent's. */
  @Column('boolean', { name: 'follows_parent' }) followsParent!: boolean;
  @Column('boolean') fictitious!: boolean;
  @Column('date', { name: 'drafted_on' }) draftedOn!: Day;
  @Column('boolean', { name: 'visa_refused' }) visaRefused!: boolean;
  @Column('date', { name: 'signed_on', nullable: true }) signedOn!: Day | null;
  @Column('date', { name: 'valid_until', nullable: true }) validUntil!: Day | null;
  @Column('date', { name: 'suspended_since', nullable: true }) suspendedSince!: Day | null;
  @Column('date', { name: 'notice_until', nullable: true }) noticeUntil!: Day | null;
  @Column('date', { name: 'closed_on', nullable: true }) closedOn!: Day | null;
  @Column('date', { name: 'superseded_on', nullable: true }) supersededOn!: Day | null;
  @Column('integer') version!: number;
  @Column('bigint', { name: 'first_position' }) firstPosition!: bigint;
  @Column('bigint', { name: 'last_position' }) lastPosition!: bigint;
  /** A fact of it could not be projected: its rows stop before that fact. */
  @Column('boolean') incomplete!: boolean;
}
