import { may } from '#access';
import { sentenceOf } from '#wording';
import { Refused } from '../../problem/refused.js';
import type { Asking } from '../../request/asking.js';
import { linkTo } from '../query.js';
import type { Act, ActField, Routes, Situation, Target } from './action.js';
import { ACTS } from './acts/index.js';
import { bodyOf, type Values } from './body.js';

/** An act on something, and why it is not possible now. */
export interface Doable {
  readonly title: string;
  readonly path: string;
  readonly why?: string;
}

export const actPath = (id: string, act: Act, target: Target) =>
  linkTo(`/conventions/${id}/actes/${act.key}`, { cible: target.id });

export const proposed = (fields: readonly ActField[]): Values =>
  Object.fromEntries(fields.map(({ name, value = '' }) => [name, value]));

/**
 * What the role allows, asked of the rules themselves: each act is decided, and recorded nowhere, on what its form
 * proposes. Acts that are possible on some of their targets are listed for these; the others once, with their reason.
 */
export async function doableOf(routes: Routes, asking: Asking, at: Situation): Promise<readonly Doable[]> {
  const allowed = ACTS.filter(({ permission }) => may(asking.account, permission));
  const found = await Promise.all(allowed.map(act => doableAct(routes, asking, at, act)));
  return found.flat();
}

/** An entry is put right from the history, where it stands. */
const FROM_HISTORY = new Set(['contre-passation']);

async function doableAct(
  routes: Routes,
  asking: Asking,
  at: Situation,
  act: Act,
): Promise<readonly Doable[]> {
  if (FROM_HISTORY.has(act.key)) return [];
  const targets = act.targets(at);
  if (targets.length === 0) return [{ title: act.title, path: '', why: act.none ?? '' }];
  const asked = await Promise.all(
    targets.map(async target => ({ target, why: await reasonAgainst(routes, asking, at, act, target) })),
  );
  const possible = asked.filter(({ why }) => why === undefined);
  const shown = possible.length > 0 ? possible : asked.slice(0, 1);
  return shown.map(({ target, why }) => ({
    title: target.text === '' ? act.title : `${act.title} : ${target.text}`,
    path: actPath(at.of.id, act, target),
    ...(why === undefined ? {} : { why }),
  }));
}

async function reasonAgainst(
  routes: Routes,
  asking: Asking,
  at: Situation,
  act: Act,
  target: Target,
): Promise<string | undefined> {
  const fields = act.fields(at, target);
  const values = Object.fromEntries(fields.map(field => [field.name, probeOf(field)]));
  const { body, fieldAt } = bodyOf(fields, values, act.fixed?.(target));
  try {
    const writing = { ...asking, key: 'preview', preview: true, typed: true, body: {} } as const;
    await act.send(routes, { writing, id: at.of.id, target: target.id, body });
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const refusal = error.refusals[0]!;
    const field = fields.find(({ name }) => name === fieldAt.get(refusal.pointer ?? ''));
    // Something else can be typed there; not a lesser amount than the least.
    if (field && !(field.kind === 'amount' && field.probe !== undefined)) return undefined;
    const least = field ? `Même pour ${field.probe} € : ` : '';
    return `${least}${sentenceOf(refusal)}`;
  }
}

const probeOf = ({ value, probe = '', choices }: ActField) => value || probe || (choices?.[0]?.value ?? '');
