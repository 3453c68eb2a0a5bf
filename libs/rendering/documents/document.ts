import { Readable } from 'node:stream';
import { Euros, type Json } from '#kernel';
import { type About, footOf, mentionsOf } from '../about.js';
import type { Deliverable } from '../deliverable.js';
import { shaped, shapeOf } from '../figures.js';
import type { Block, Printed } from '../pdf/document.js';
import { pdfOf } from '../pdf/pdf.js';

/** What a document says, before it is known who asks and when. */
export interface Content extends Pick<Printed, 'title' | 'subtitle' | 'paper'> {
  readonly name: string;
  readonly blocks: readonly Block[];
  /** Identifiers, days and amounts that stand in it. */
  readonly figures: Json;
  /** Its amounts, by their French names. */
  readonly amounts: Readonly<Record<string, string>>;
}

/** A document: it comes as PDF. */
export function documentDeliverable({ name, figures, amounts, blocks, ...content }: Content): Deliverable {
  const printed = (about: About): Printed => ({
    ...content,
    author: about.author,
    madeAt: about.madeAt,
    foot: footOf(about),
    blocks: [...blocks, { type: 'about', title: 'À propos de ce document', facts: mentionsOf(about) }],
  });
  return {
    name,
    title: content.title,
    formats: ['pdf'],
    render: async (_, about) => Readable.from([pdfOf(printed(about))], { objectMode: false }),
    figures: async (shape = shapeOf(figures)) => ({ shape, values: shaped(figures, shape) }),
    amounts: async () => new Map(Object.entries(amounts).map(([name, amount]) => [name, Euros.of(amount)])),
  };
}
