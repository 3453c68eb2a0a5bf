import { buffer } from 'node:stream/consumers';
import type { Account, Perimeter } from '#access';
import type { Day, Instant } from '#kernel';
import { type Asked, type FileFormat, type ReportName, REPORTS } from '#rendering';
import { today } from '../clock.js';
import type { Ledger } from '../ledger/open-ledger.js';
import { latestCheckpoint, readSeal } from '../sealing/proofs.js';
import { figuresHash, type IssuedReport, perimeterJson } from './issued-report.js';

export interface IssueAsked {
  readonly report: ReportName;
  readonly format: FileFormat;
  /** Checked against the filters of the report. */
  readonly filters: Readonly<Record<string, string | number>>;
  readonly effectiveOn?: Day;
  readonly knownAt?: Instant;
  readonly account: Pick<Account, 'id' | 'role'>;
  readonly perimeter: Perimeter;
}

/** The report does not come in this format. */
export class FormatNotOffered extends Error {
  override readonly name = 'FormatNotOffered';

  constructor(readonly offered: readonly FileFormat[]) {
    super(offered.join(', '));
  }
}

/**
 * Makes a report, archives its bytes and records the issue: the file says its number. Undefined where what it is about
 * does not exist inside the perimeter; throws `FormatNotOffered`, `TooLongToPrint`.
 */
export async function issueReport(
  { pool, documents, clock }: Pick<Ledger, 'pool' | 'documents' | 'clock'>,
  { report, format, filters, account, perimeter, ...asOf }: IssueAsked,
): Promise<IssuedReport | undefined> {
  const common = { ...asOf, perimeter, today: today(clock) };
  const asked: Asked | undefined = await REPORTS[report].ask(pool, common, filters);
  if (!asked) return undefined;
  const { stated, deliverable } = asked;
  if (!deliverable.formats.includes(format)) throw new FormatNotOffered(deliverable.formats);
  const seal = readSeal(await latestCheckpoint(pool));
  const { rows } = await pool.query<{ number: string }>(
    "select nextval('ops.issued_report_number_seq') as number",
  );
  const [{ number }] = rows as [{ number: string }];
  const issuedAt = clock();
  const about = {
    ...stated,
    author: account.id,
    madeAt: issuedAt,
    filters: asked.filters,
    issue: number,
  };
  const content = await deliverable.render(format, { ...about, ...(seal ? { seal } : {}) });
  const { sha256, size } = await documents.keep(await buffer(content));
  const figures = await deliverable.figures();
  const issued: IssuedReport = {
    number,
    report,
    title: deliverable.title,
    format,
    filters,
    effectiveOn: stated.effectiveOn,
    knownAt: stated.knownAt,
    position: stated.position,
    seal: seal ?? null,
    account: account.id,
    role: account.role,
    issuedAt,
    sha256,
    size,
    fileName: `${deliverable.name}.${format}`,
    figuresSha256: figuresHash(figures),
  };
  await pool.query(
    `insert into ops.issued_report (number, report, title, format, filters, perimeter, effective_on, known_at,
       position, seal_size, seal_root, account, role, issued_at, sha256, size, file_name, figures_sha256, figures_shape)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      number,
      report,
      issued.title,
      format,
      JSON.stringify(filters),
      JSON.stringify(perimeterJson(perimeter)),
      issued.effectiveOn,
      issued.knownAt,
      issued.position,
      issued.seal?.size ?? null,
      issued.seal?.root ?? null,
      issued.account,
      issued.role,
      issuedAt,
      sha256,
      size,
      issued.fileName,
      issued.figuresSha256,
      JSON.stringify(figures.shape),
    ],
  );
  return issued;
}
