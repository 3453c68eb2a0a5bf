/** The software will not start: the message says why and what to do, in French, for whoever launched it. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
