import { type Day, decodeRecord, factCodec, type Stored } from '#kernel';
import {
  conventionFacts,
  type ConventionFactType,
  type ConventionState,
  type History,
  latestState,
  movementsOf,
  noHistory,
  record,
  type Row,
  type StoredConventionFact,
} from '#ledger';
import type { AllocationRow } from '../allocation/allocation.entity.js';
import { allocationRow } from '../allocation/allocation.projection.js';
import type { CitationRow } from '../citation/citation.entity.js';
import { citedBy, lineOfFact } from '../citation/citation.projection.js';
import { type DeadlineMove, deadlineMovesOf } from '../deadline/deadline.projection.js';
import type { LineRow } from '../line/line.entity.js';
import { lineRow } from '../line/line.projection.js';
import { standingMovesOf, type Step } from '../standing/standing.projection.js';

/** A record as the log gives it. */
export interface LogRecord {
  readonly position: bigint;
  readonly stream: string;
  /** The canonical text. */
  readonly text: string;
}

const codec = factCodec(Object.values(conventionFacts));

export function isConvention(stream: string): boolean {
  return stream.startsWith('convention-');
}

/** Facts that may add or rename lines, schools or allocations. */
const SHAPING: ReadonlySet<ConventionFactType> = new Set([
  'ConventionDrafted',
  'AvenantSigned',
  'GrantNotified',
  'PartyChanged',
  'SchoolChanged',
  'EntryReversed',
]);

/** A row with the keys of its place. */
interface Movement {
  readonly row: Row;
  readonly lineKey: number;
  readonly allocationKey: number;
}

/** What one record moved. */
export interface Moved {
  readonly movements: readonly Movement[];
  readonly standings: readonly Step[];
  readonly deadlines: readonly DeadlineMove[];
  readonly citations: readonly CitationRow[];
}

/** One convention as the projection follows it: its history, and the keys of what appeared in it so far. */
export class Followed {
  history: History = noHistory;
  version = 0;
  draftedOn = '1900-01-01' as Day;
  lastPosition: bigint;
  /** The first record that could not be projected; nothing after it is. */
  parkedAt: bigint | undefined;
  readonly lines = new Map<string, LineRow>();
  readonly allocations = new Map<string, AllocationRow>();
  readonly #cited = new Set<string>();
  /** Lines or allocations were added or changed since they were last written. */
  reshaped = false;

  constructor(
    readonly stream: string,
    readonly key: number,
    readonly firstPosition: bigint,
  ) {
    this.lastPosition = firstPosition;
  }

  /** Folds the next record. Throws, and stays as it was, where it cannot be read or folded. */
  advance({ text, position }: LogRecord): Moved {
    const stored: Stored = decodeRecord(text, position, codec);
    if (stored.stream !== this.stream || stored.version !== this.version + 1) {
      throw new Error(
        `version ${stored.version} of ${stored.stream} follows ${this.version} of ${this.stream}`,
      );
    }
    const before = this.history;
    const after = record(before, stored as StoredConventionFact);
    if (SHAPING.has(stored.fact.type as ConventionFactType)) this.#shape(latestState(after));
    const movements = this.#movements(movementsOf(before, after));
    const standings = standingMovesOf(before, after);
    const deadlines = deadlineMovesOf(before, after);
    const citations = this.#citations(stored as StoredConventionFact, after);
    if (this.version === 0) this.draftedOn = stored.effectiveOn;
    this.history = after;
    this.version = stored.version;
    this.lastPosition = position;
    return { movements, standings, deadlines, citations };
  }

  /** Rows of one place follow one another. */
  #movements(rows: readonly Row[]): readonly Movement[] {
    let place: Row | undefined;
    let [lineKey, allocationKey] = [0, 0];
    return rows.map(row => {
      const { line, tranche, allocation } = row;
      if (place?.line !== line || place.tranche !== tranche || place.allocation !== allocation) {
        place = row;
        lineKey = this.lineKey(line);
        allocationKey = this.#allocationKey(row);
      }
      return { row, lineKey, allocationKey };
    });
  }

  /** What the fact cites and no fact before it did, on its line. */
  #citations(stored: StoredConventionFact, history: History): readonly CitationRow[] {
    const documents = citedBy(stored);
    if (documents.length === 0) return [];
    const line = lineOfFact(stored, latestState(history), history.facts);
    const lineKey = line === undefined ? 0 : this.lineKey(line);
    const rows: CitationRow[] = [];
    for (const sha256 of documents) {
      const place = `${lineKey}|${sha256}`;
      if (this.#cited.has(place)) continue;
      this.#cited.add(place);
      rows.push({ conventionKey: this.key, lineKey, sha256, citedBy: stored.actor });
    }
    return rows;
  }

  lineKey(line: string): number {
    const known = this.lines.get(line);
    if (!known) throw new Error(`no line ${line}`);
    return known.key;
  }

  #allocationKey({ line, tranche, allocation }: Row): number {
    const known = this.allocations.get(pathOf(line, tranche, allocation));
    if (!known) throw new Error(`no allocation ${allocation} in ${line}, ${tranche}`);
    return known.key;
  }

  #shape({ lines, schools }: ConventionState): void {
    this.reshaped = true;
    for (const line of lines) {
      const row = lineRow(this.key, this.lines.get(line.id)?.key ?? this.lines.size + 1, line);
      this.lines.set(line.id, row);
      for (const tranche of line.tranches) {
        for (const allocation of tranche.allocations) {
          const path = pathOf(line.id, tranche.id, allocation.id);
          const key = this.allocations.get(path)?.key ?? this.allocations.size + 1;
          this.allocations.set(path, allocationRow(row, key, tranche, allocation, schools[allocation.uai]));
        }
      }
    }
  }
}

function pathOf(line: string, tranche: string, allocation: string): string {
  return `${line}|${tranche}|${allocation}`;
}
