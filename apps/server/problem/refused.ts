import type { Refusal } from '#kernel';

/** A refusal on its way to the answer. */
export class Refused extends Error {
  override readonly name = 'Refused';

  /** @param traced the attempt is already kept: the rules refused it. */
  constructor(
    readonly refusals: readonly Refusal[],
    readonly traced = false,
  ) {
    super(refusals.map(({ code }) => code).join(', '));
  }
}
