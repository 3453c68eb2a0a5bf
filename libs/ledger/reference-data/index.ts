import { type FiscalYearCommand, fiscalYearStream } from '../fiscal-year/index.js';
import {
  type InstallationCommand,
  INSTALLATION_STREAM,
  type InstallationMode,
} from '../installation/index.js';
import { NOMENCLATURE_STREAM, type NomenclatureCommand } from '../nomenclature/index.js';
import { type SchemeCommand, schemeStream } from '../scheme/index.js';
import { fictitiousNomenclature, referenceNomenclature } from './nomenclature.js';
import { referenceSchemes } from './schemes.js';

/** A command and the stream that it is sent to. */
export interface ReferenceCommand {
  readonly stream: string;
  readonly command: InstallationCommand | SchemeCommand | NomenclatureCommand | FiscalYearCommand;
}

const FIRST_YEAR = 2016;
const LAST_YEAR = 2026;

/** What a new ledger is given, in this order: its installation, schemes, nomenclature and fiscal years. */
export function referenceData(mode: InstallationMode): readonly ReferenceCommand[] {
  const codes =
    mode === 'demonstration' ? [...referenceNomenclature, ...fictitiousNomenclature] : referenceNomenclature;
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  return [
    { stream: INSTALLATION_STREAM, command: { type: 'Install', mode, epoch: 1 } },
    ...referenceSchemes.map(command => ({ stream: schemeStream(command.code), command })),
    ...codes.map(command => ({ stream: NOMENCLATURE_STREAM, command })),
    ...years.map(year => ({
      stream: fiscalYearStream(year),
      command: { type: 'OpenFiscalYear' as const, year },
    })),
  ];
}

export { fictitiousNomenclature, referenceNomenclature, referenceSchemes };
