/* The parts of an OpenDocument spreadsheet that don't depend on its rows. */

export const MEDIA_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';

export const MANIFEST = `${XML}<manifest:manifest xmlns:manifest="${OASIS}:manifest:1.0" manifest:version="1.3">${[
  ['/', MEDIA_TYPE],
  ['content.xml', 'text/xml'],
  ['settings.xml', 'text/xml'],
  ['styles.xml', 'text/xml'],
]
  .map(([path, type]) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`)
  .join('')}</manifest:manifest>`;

/** The first row of each sheet stays in view. */
export function settingsOf(sheets: readonly string[]): string {
  const items = [
    ['VerticalSplitMode', 'short', '2'],
    ['VerticalSplitPosition', 'int', '1'],
    ['PositionBottom', 'int', '1'],
    ['ActiveSplitRange', 'short', '2'],
  ]
    .map(
      ([name, type, value]) =>
        `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`,
    )
    .join('');
  return `${XML}<office:document-settings xmlns:office="${OASIS}:office:1.0" xmlns:config="${OASIS}:config:1.0" office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry><config:config-item-map-named config:name="Tables">${sheets.map(sheet => `<config:config-item-map-entry config:name="${escaped(sheet)}">${items}</config:config-item-map-entry>`).join('')}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`;
}

const SHEET_STYLE = '<style:style style:name="sheet" style:family="table" style:master-page-name="Page"/>';
const WRAPPED = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>';

const NAMESPACES = [
  ['office', 'office:1.0'],
  ['table', 'table:1.0'],
  ['text', 'text:1.0'],
  ['style', 'style:1.0'],
  ['number', 'datastyle:1.0'],
  ['fo', 'xsl-fo-compatible:1.0'],
]
  .map(([prefix, name]) => `xmlns:${prefix}="${OASIS}:${name}"`)
  .join(' ');

/** On paper: as wide as an A3 page. */
export const PAGE = `${XML}<office:document-styles ${NAMESPACES} office:version="1.3"><office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="42cm" fo:page-height="29.7cm" style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Page" style:page-layout-name="page"/></office:master-styles></office:document-styles>`;

const number = (name: string, decimals: number) =>
  `<number:number-style style:name="${name}"><number:number number:decimal-places="${decimals}" number:min-decimal-places="${decimals}" number:min-integer-digits="1" number:grouping="true"/></number:number-style>`;

const FORMATS =
  number('n-amount', 2) +
  number('n-quantity', 0) +
  '<number:percentage-style style:name="n-percent"><number:number number:decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>' +
  '<number:date-style style:name="n-day"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>' +
  '<number:text-style style:name="n-text"><number:text-content/></number:text-style>';

const cell = (name: string, format: string, bold: boolean, wrapped: boolean) =>
  `<style:style style:name="${name}" style:family="table-cell" style:data-style-name="n-${format}">${wrapped ? WRAPPED : ''}${bold ? '<style:text-properties fo:font-weight="bold"/>' : ''}</style:style>`;

const stylesOf = (wrapped: boolean) =>
  [
    ['text', 'text'],
    ['identifier', 'text'],
    ['amount', 'amount'],
    ['day', 'day'],
    ['quantity', 'quantity'],
    ['percent', 'percent'],
  ]
    .flatMap(([name, format]) => [
      cell(name!, format!, false, wrapped),
      cell(`${name}-bold`, format!, true, wrapped),
    ])
    .join('');

/** Everything before the sheets; widths in characters. Words go on below in those that are to be printed. */
export function head(widths: readonly number[], printed: boolean): string {
  const columns = widths.map(
    (width, index) =>
      `<style:style style:name="c${index}" style:family="table-column"><style:table-column-properties style:column-width="${(width * 0.2).toFixed(1)}cm"/></style:style>`,
  );
  const title = `<style:style style:name="title" style:family="table-cell">${WRAPPED}<style:text-properties fo:font-weight="bold"/></style:style>`;
  return `${XML}<office:document-content ${NAMESPACES} office:version="1.3"><office:automatic-styles>${columns.join('')}${FORMATS}${stylesOf(printed)}${title}${SHEET_STYLE}</office:automatic-styles><office:body><office:spreadsheet>`;
}

/** What begins a sheet. */
export function tableStart(name: string, columns: number): string {
  const widths = Array.from(
    { length: columns },
    (_, index) => `<table:table-column table:style-name="c${index}"/>`,
  );
  return `<table:table table:name="${escaped(name)}" table:style-name="sheet">${widths.join('')}`;
}

export const TABLE_END = '</table:table>';
export const TAIL = '</office:spreadsheet></office:body></office:document-content>';

/** Text inside XML 1.0: characters that it cannot hold are shown as lost. */
export function escaped(value: string): string {
  return value
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
