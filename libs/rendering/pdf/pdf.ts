import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import { dayInParis } from '#kernel';
import type { Printed } from './document.js';
import { TEMPLATE } from './template.js';

/* The only file that knows the compiler. */

/** A document as tagged PDF (PDF/UA-1, ISO 14289-1). The same document gives the same bytes. */
export function pdfOf(printed: Printed): Buffer {
  // One compiler per document: it keeps every source it was ever given.
  const compiler = NodeCompiler.create();
  return compiler.pdf(sourceOf(printed), {
    pdfStandard: PdfStandard.UA_1,
    creationTimestamp: Math.floor(Date.parse(printed.madeAt) / 1000),
  });
}

function sourceOf(printed: Printed) {
  const data = {
    ...printed,
    subtitle: printed.subtitle ?? null,
    date: dayInParis(Date.parse(printed.madeAt)).split('-').map(Number),
  };
  return { mainFileContent: TEMPLATE, inputs: { data: JSON.stringify(data) } };
}
