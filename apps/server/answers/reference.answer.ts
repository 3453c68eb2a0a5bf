import type { FiscalYearState, NomenclatureEntry, SchemeVersion, SchemeWarning } from '#ledger';
import { FISCAL_YEAR_STATUSES, FLOWS, NOMENCLATURE_AXES } from '#wording';
import { PublishScheme, SetNomenclatureCode } from '../reference/reference.dto.js';
import { Choice, Many, Quantity, RateShown, Words, Yes } from './fields.js';

class SchemeWarningAnswer implements SchemeWarning {
  @Words('Le code.', { example: 'advance_above_general_law' }) code!: SchemeWarning['code'];
  @Choice('Le volet', FLOWS) flow!: SchemeWarning['flow'];
  @RateShown('Le taux d’avance du dispositif.') advanceRate!: SchemeWarning['advanceRate'];
  @RateShown('Le plafond du droit commun.', { example: '0.05' }) cap!: SchemeWarning['cap'];
  @Words('Le texte.', { example: 'décret n° 99-1060 du 16 décembre 1999' }) text!: string;
}

/** A published version: as it was asked, with its number and what is unusual in it. */
class SchemeVersionAnswer extends PublishScheme implements SchemeVersion {
  @Quantity('Son numéro.') version!: number;
  @Many('Ce qui s’écarte du droit commun.', () => SchemeWarningAnswer) warnings!: SchemeWarningAnswer[];
}

export class SchemeAnswer {
  @Words('Le code.', { example: 'colleges_numeriques_2016_ecole' }) code!: string;
  @Many('Ses versions, la plus ancienne d’abord.', () => SchemeVersionAnswer)
  versions!: readonly SchemeVersion[];
}

export class SchemesAnswer {
  @Many('Les dispositifs.', () => SchemeAnswer) schemes!: readonly SchemeAnswer[];
}

class NomenclatureEntryAnswer extends SetNomenclatureCode implements NomenclatureEntry {
  @Yes('C’est le dernier code donné pour cette clé.', { example: true }) latest!: boolean;
}

export class NomenclatureAnswer {
  @Many(
    `Les codes, dans l’ordre où ils ont été donnés. Axes : ${Object.values(NOMENCLATURE_AXES).join(', ')}.`,
    () => NomenclatureEntryAnswer,
  )
  entries!: readonly NomenclatureEntryAnswer[];
}

class FiscalYearAnswer {
  @Quantity('L’année.', { example: 2016 }) year!: number;
  @Choice('Où il en est', FISCAL_YEAR_STATUSES, { example: 'open' }) status!: FiscalYearState['status'];
}

export class FiscalYearsAnswer {
  @Many('Les exercices.', () => FiscalYearAnswer) fiscalYears!: readonly FiscalYearAnswer[];
}
