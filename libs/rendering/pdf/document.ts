import type { Mention } from '../table.js';

/* What a printed document is made of: words and figures already written in French. A template lays them out. */

interface PrintedColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

interface PrintedRow {
  readonly kind: 'row' | 'subtotal' | 'total';
  readonly cells: readonly string[];
}

export interface PrintedTable {
  readonly type: 'table';
  /** How many columns the name of a subtotal may take. */
  readonly span: number;
  /** The share of the width of each column. */
  readonly weights: readonly number[];
  readonly columns: readonly PrintedColumn[];
  readonly rows: readonly PrintedRow[];
}

export type Block =
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'notice'; readonly text: string }
  /** Labels, each with what it says; `keep` on the page of what follows. */
  | { readonly type: 'facts'; readonly facts: readonly Mention[]; readonly keep?: boolean }
  /** What it says of itself, in small letters, all on one page. */
  | { readonly type: 'about'; readonly title: string; readonly facts: readonly Mention[] }
  | PrintedTable
  | { readonly type: 'versions'; readonly left: Version; readonly right: Version }
  /** A picture with its description. */
  | { readonly type: 'picture'; readonly svg: string; readonly alt: string }
  | { readonly type: 'signature'; readonly text: string }
  | { readonly type: 'page_break' };

/** One of two states of the same document, to be read side by side. */
interface Version {
  readonly title: string;
  readonly facts: readonly Mention[];
}

/** A document as it is printed. */
export interface Printed {
  readonly title: string;
  /** Under the title: what it is about. */
  readonly subtitle?: string;
  readonly paper: 'portrait' | 'landscape' | 'wide';
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** At the foot of each page: the position of the log and the root it was made from. */
  readonly foot: string;
  readonly blocks: readonly Block[];
}
