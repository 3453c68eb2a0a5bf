import { CorruptDocument, type DocumentStore } from '#files';
import { dayInParis } from '#kernel';
import { REPORTS } from '#rendering';
import type pg from 'pg';
import { figuresHash, issuedReports, type KeptReport } from './issued-report.js';

export interface IssuedFault {
  readonly number: string;
  readonly title: string;
  /** Its bytes are gone, are others, or its figures no longer follow from the log. */
  readonly kind: 'bytes_missing' | 'bytes_changed' | 'figures_differ';
}

export interface VerifiedIssues {
  readonly checked: number;
  /** The first fault found. */
  readonly fault: IssuedFault | null;
}

const PAGE = 200;

/** Reads every archived file again, and computes its figures again from the log as it stood. */
export async function verifyIssued(
  { pool, documents }: { readonly pool: pg.Pool; readonly documents: DocumentStore },
  onProgress: (checked: number) => void = () => {},
): Promise<VerifiedIssues> {
  let checked = 0;
  for (let before: string | undefined; ;) {
    const page = await issuedReports(pool, { limit: PAGE, ...(before === undefined ? {} : { before }) });
    for (const issued of page) {
      const kind = await faultOf(pool, documents, issued);
      checked += 1;
      onProgress(checked);
      if (kind) return { checked, fault: { number: issued.number, title: issued.title, kind } };
    }
    before = page.at(-1)?.number;
    if (before === undefined || page.length < PAGE) return { checked, fault: null };
  }
}

async function faultOf(
  pool: pg.Pool,
  documents: DocumentStore,
  issued: KeptReport,
): Promise<IssuedFault['kind'] | undefined> {
  try {
    if (!(await documents.get(issued.sha256))) return 'bytes_missing';
  } catch (error) {
    if (error instanceof CorruptDocument) return 'bytes_changed';
    throw error;
  }
  // Issued by a version that kept no names: its bytes are all that can be held against it.
  if (issued.figuresShape === null) return undefined;
  const { report, filters, perimeter, position, effectiveOn, issuedAt, figuresShape, figuresSha256 } = issued;
  const today = dayInParis(Date.parse(issuedAt));
  const again = await REPORTS[report].ask(
    pool,
    { perimeter, upTo: position, effectiveOn: effectiveOn ?? undefined, today },
    filters,
  );
  if (!again) return 'figures_differ';
  const figures = await again.deliverable.figures(figuresShape);
  return figuresHash(figures) === figuresSha256 ? undefined : 'figures_differ';
}
