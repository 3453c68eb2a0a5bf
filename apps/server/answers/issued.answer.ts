import type { ChangedIssue, ColumnChange, IssuedReport } from '#hosting';
import type { Day, Instant } from '#kernel';
import { FILE_FORMATS, type FileFormat, REPORT_NAMES, type ReportName, type Seal } from '#rendering';
import { DayShown, Many, Moment, Money, One, Position, Quantity, Shown, Words } from './fields.js';

class SealAnswer implements Seal {
  @Quantity('Le nombre de faits signés.', { example: 128 }) size!: number;
  @Words('Leur racine.', { example: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' }) root!: string;
}

const SHA256 = { example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' };

/** A report as it was issued. */
export class IssuedReportAnswer implements IssuedReport {
  @Words('Le numéro de l’émission.', { example: '12' }) number!: string;
  @Shown('L’état.', { type: 'string', enum: REPORT_NAMES }, { example: 'chorus-imputations' })
  report!: ReportName;
  @Words('Son intitulé.', { example: 'État d’imputation de l’exercice 2016' }) title!: string;
  @Shown('Le format.', { type: 'string', enum: [...FILE_FORMATS] }, { example: 'pdf' }) format!: FileFormat;
  @Shown('Les filtres demandés.', { type: 'object', additionalProperties: true }, { example: { year: 2016 } })
  filters!: IssuedReport['filters'];
  @DayShown('La date d’effet demandée ; `null` : tout ce qui était effectif.', { nullable: true })
  effectiveOn!: Day | null;
  @Moment('L’instant de connaissance demandé ; `null` : tout ce qui était connu.', { nullable: true })
  knownAt!: Instant | null;
  @Position('La dernière position du journal prise en compte.') position!: string;
  @One('Le dernier point de contrôle signé alors.', () => SealAnswer, { nullable: true })
  seal!: SealAnswer | null;
  @Words('Le compte qui l’a émis.', { example: 'demo-gestionnaire' }) account!: string;
  @Words('Son rôle.', { example: 'gestionnaire' }) role!: string;
  @Moment('Quand.') issuedAt!: Instant;
  @Words('L’empreinte SHA-256 du fichier.', SHA256) sha256!: string;
  @Quantity('Octets.', { example: 48_213 }) size!: number;
  @Words('Le nom du fichier.', { example: 'imputations-2016.pdf' }) fileName!: string;
  @Words('L’empreinte SHA-256 de ses chiffres, que `pia verify` recalcule.', SHA256) figuresSha256!: string;
}

export class IssuedReportsAnswer {
  @Many('Les émissions, la dernière d’abord.', () => IssuedReportAnswer) issued!: IssuedReportAnswer[];
  @Words('Le numéro à donner par `before=` pour la suite ; `null` à la fin.', {
    nullable: true,
    example: null,
  })
  next!: string | null;
}

class ColumnChangeAnswer implements ColumnChange {
  @Words('La colonne.', { example: 'CP payés' }) column!: string;
  @Money('Pour la convention de l’écriture, avant elle.') before!: string;
  @Money('Après elle.', { example: '1500.00' }) after!: string;
  @Money('L’écart.', { example: '-500.00' }) difference!: string;
}

class ChangedIssueAnswer implements ChangedIssue {
  @One('L’état émis.', () => IssuedReportAnswer) issued!: IssuedReportAnswer;
  @Many('Ce que l’écriture en change.', () => ColumnChangeAnswer) changes!: readonly ColumnChangeAnswer[];
}

/** The issued reports that an entry changes, were they asked again. */
export class ChangedIssuesAnswer {
  @Many('Les états émis avant l’écriture, qu’elle change.', () => ChangedIssueAnswer)
  changed!: readonly ChangedIssueAnswer[];
}
