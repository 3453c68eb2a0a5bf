/** A cursor that was not given by this list, or by another order of it. */
export class CursorUnknown extends Error {
  override readonly name = 'CursorUnknown';
}
