import { MEDIA_TYPES, type MediaType } from '#files';
import type { SheetFormat } from '#rendering';

const FORMATS: readonly SheetFormat[] = ['xlsx', 'ods', 'csv'];

/** Nothing where a document is no spreadsheet. */
export function sheetFormatOf(type: MediaType): SheetFormat | undefined {
  return FORMATS.find(format => MEDIA_TYPES[format] === type);
}
