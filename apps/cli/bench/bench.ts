import type pg from 'pg';

/** A database made for benches, on a server of its own with a durable disk. */
export interface BenchGround {
  /** Its data folder, removed at the end. */
  readonly folder: string;
  readonly ownerUrl: string;
  readonly appPool: pg.Pool;
  readonly ownerPool: pg.Pool;
  /** Whether to run short, to see that all still works. */
  readonly brief: boolean;
  readonly say: (line: string) => void;
}

export interface Bench {
  readonly name: string;
  /** What is measured, and against which limit of the same run. */
  readonly title: string;
  /** Its figures, as lines to print. */
  run(ground: BenchGround): Promise<readonly string[]>;
}
