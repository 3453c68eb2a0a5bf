/* A page of text as the smallest PDF that every reader opens; no library, and the same bytes each time. */

/** One A4 page: a title and lines of text in Helvetica. What Windows-1252 does not have becomes "?". */
export function onePagePdf(title: string, lines: readonly string[]): Uint8Array {
  const content = [
    'BT /F1 15 Tf 60 770 Td 0 -20 TD',
    `(${written(title)}) Tj`,
    '/F1 10.5 Tf 17 TL T*',
    ...lines.map(line => `T* (${written(line)}) Tj`),
    'ET',
  ].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** Signs of Windows-1252 that Latin-1 does not have, at their place. */
const WINDOWS_1252: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '–': 0x96,
  '—': 0x97,
  œ: 0x9c,
};

/** One byte per character, and the three signs that end or open a PDF string escaped. */
function written(text: string): string {
  return Array.from(text.replaceAll(/[\u202F\u00A0]/g, ' '))
    .map(sign => {
      const code = WINDOWS_1252[sign] ?? sign.codePointAt(0)!;
      return code < 256 ? String.fromCharCode(code) : '?';
    })
    .join('')
    .replaceAll(/[\\()]/g, sign => `\\${sign}`);
}
