import { may } from '#access';
import { sentenceOf } from '#wording';
import { Refused } from '../../problem/refused.js';
import type { Asking } from '../../request/asking.js';
import { linkTo } from '../query.js';
import type { Act, ActField, Routes, Situation, Target, Values } from './action.js';
import { ACTS } from './acts/index.js';
import { composed, typedOf } from './body.js';

/** An act, on what it is possible now, or why it is not. */
export interface Doable {
  readonly title: string;
  readonly ways: readonly { readonly text: string; readonly path: string }[];
  readonly why?: string;
}

const actPath = (id: string, act: Pick<Act, 'key'>, target?: Target) =>
  linkTo(`/conventions/${id}/actes/${act.key}`, { cible: target?.id });

/** Beyond these, what an act is about is chosen on a page of its own: hundreds of schools are no list of links. */
const MOST_TARGETS = 12;

export const proposed = (fields: readonly ActField[]): Values =>
  Object.fromEntries(fields.map(({ name, value = '' }) => [name, value]));

/**
 * What the role allows, asked of the rules themselves: each act is decided, and recorded nowhere, on what its form
 * proposes. An act that is possible on nothing says why, of the first thing that it could be about.
 */
export async function doableOf(routes: Routes, asking: Asking, at: Situation): Promise<readonly Doable[]> {
  const allowed = ACTS.filter(
    ({ key, permission }) => key !== FROM_HISTORY && may(asking.account, permission),
  );
  return Promise.all(allowed.map(act => doableAct(routes, asking, at, act)));
}

/** An entry is put right from the history, where it stands. */
const FROM_HISTORY = 'contre-passation';

async function doableAct(routes: Routes, asking: Asking, at: Situation, act: Act): Promise<Doable> {
  const { title } = act;
  const targets = act.targets(at);
  const asked = await Promise.all(
    targets
      .slice(0, MOST_TARGETS)
      .map(async target => ({ target, why: await reasonAgainst(routes, asking, at, act, target) })),
  );
  const possible = asked.filter(({ why }) => why === undefined).map(({ target }) => target);
  const [first] = asked;
  if (possible.length === 0) return { title, ways: [], why: first?.why ?? act.none ?? '' };
  if (targets.length > MOST_TARGETS) return { title, ways: [{ text: '', path: actPath(at.of.id, act) }] };
  return {
    title,
    ways: possible.map(target => ({ text: target.text, path: actPath(at.of.id, act, target) })),
  };
}

/** A question is not recorded, and its hash is not kept. */
const NOTHING = { path: {}, body: {} };

async function reasonAgainst(
  routes: Routes,
  asking: Asking,
  at: Situation,
  act: Act,
  target: Target,
): Promise<string | undefined> {
  const fields = act.fields(at, target);
  const values = Object.fromEntries(fields.map(field => [field.name, probeOf(field)]));
  let built = typedOf(act, target, values, fields);
  try {
    built = composed(act, built, at);
    const writing = {
      ...asking,
      key: 'preview',
      preview: true,
      typed: true,
      supposing: true,
      body: NOTHING,
    } as const;
    await act.send(routes, { writing, id: at.of.id, target: target.id, body: built.body });
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const refusal = error.refusals[0]!;
    const field = fields.find(({ name }) => name === built.fieldAt.get(refusal.pointer ?? ''));
    // Something else can be typed there; not a lesser amount than the least.
    if (field && !(field.kind === 'amount' && field.probe !== undefined)) return undefined;
    const least = field ? `Même pour ${field.probe} € : ` : '';
    return `${least}${sentenceOf(refusal)}`;
  }
}

const SOME_DOCUMENT = '0'.repeat(64);

function probeOf({ kind, optional, value, probe, choices }: ActField): string {
  if (kind === 'sheet' || kind === 'keep' || kind === 'more') return '';
  if (kind === 'file' && !optional) return SOME_DOCUMENT;
  return probe || value || (optional ? '' : (choices?.[0]?.value ?? ''));
}
