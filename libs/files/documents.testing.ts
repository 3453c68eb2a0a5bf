import { crc32 } from 'node:zlib';

/* Small documents of each type. */

const bytes = (text: string) => new TextEncoder().encode(text);

/** A zip archive of stored entries. */
function zip(entries: Readonly<Record<string, string>>): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = bytes(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([bytes('PK\x03\x04'), fields, bytes(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([bytes('PK\x01\x02'), Buffer.from([20, 0]), fields, place, bytes(name)]));
    files.push(file);
    offset += file.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, bytes('PK\x05\x06'), end]);
}

const contentTypes = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}.main+xml"/></Types>`;

export const documents = {
  pdf: bytes('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< >>\nendobj\n%%EOF\n'),
  png: new Uint8Array(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ),
  jpeg: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0),
  xlsx: zip({ '[Content_Types].xml': contentTypes('spreadsheetml.sheet') }),
  docx: zip({ '[Content_Types].xml': contentTypes('wordprocessingml.document') }),
  ods: zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
  zip: zip({ 'a.txt': 'a' }),
  csv: bytes('\ufeffécole;montant\r\n0382460T;2000,00\r\n'),
  html: bytes('<!DOCTYPE html>\n<html><script>alert(1)</script>, ; \n, ; </html>'),
  svg: bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>1,2\n,3</script></svg>'),
  text: bytes('Ceci n’est pas un tableau.\nNi ceci.'),
  gif: bytes('GIF89a\x01\x00\x01\x00'),
  program: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0),
};
