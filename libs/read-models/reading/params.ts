/** Values of a statement, in the order of their `$n`. */
export class Params {
  readonly values: unknown[] = [];

  /** Adds a value and gives its placeholder. */
  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
