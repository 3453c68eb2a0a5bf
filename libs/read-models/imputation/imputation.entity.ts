import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A full Chorus imputation (domain.md §6); key 0 stands for "not yet committed" and has no row. */
@Entity('imputation')
@Index('imputation_code', ['code'], { unique: true })
export class ImputationRow {
  @PrimaryColumn('integer') key!: number;
  /** All axes in their order, joined by `/`; an absent one is empty. */
  @Column('text') code!: string;
  @Column('text') programme!: string;
  @Column('text') titre!: string;
  @Column('text') categorie!: string;
  @Column('text') action!: string;
  @Column('text', { name: 'sous_action' }) sousAction!: string;
  @Column('text') activite!: string;
  @Column('text') pce!: string;
  @Column('text', { name: 'groupe_marchandises' }) groupeMarchandises!: string;
  @Column('text', { name: 'fonds_de_concours', nullable: true }) fondsDeConcours!: string | null;
  @Column('text', { name: 'centre_financier', nullable: true }) centreFinancier!: string | null;
  @Column('text', { name: 'centre_de_couts', nullable: true }) centreDeCouts!: string | null;
  @Column('text', { nullable: true }) localisation!: string | null;
  @Column('text', { nullable: true }) societe!: string | null;
  @Column('text', { name: 'axe_ministeriel', nullable: true }) axeMinisteriel!: string | null;
}
