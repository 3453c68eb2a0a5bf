import { FILE_FORMATS, type FileFormat } from '#rendering';
import { linkTo, type Query } from '../query.js';

const NAMES: Readonly<Record<FileFormat, string>> = {
  csv: 'CSV',
  xlsx: 'XLSX',
  ods: 'ODS',
  pdf: 'PDF',
  svg: 'SVG',
};
/** What every table is offered in. */
const OF_TABLES = FILE_FORMATS.filter(format => format !== 'svg');

interface FilesProps {
  /** What is taken away: "la liste", "le relevé". */
  readonly what: string;
  readonly path: string;
  readonly query: Query;
  readonly formats?: readonly FileFormat[];
}

/** What is shown, as a file of each format. */
export function Files({ what, path, query, formats = OF_TABLES }: FilesProps) {
  return (
    <span class="files no-print">
      Télécharger {what} :{' '}
      {formats.map((format, index) => (
        <>
          {index > 0 && ' · '}
          <a href={linkTo(path, { ...query, format })} aria-label={`${what} en ${NAMES[format]}`}>
            {NAMES[format]}
          </a>
        </>
      ))}
    </span>
  );
}
