import type { Draft, SchemeVersion } from '#ledger';
import type { Values } from '../actions/action.js';
import { AXIS_NAMES } from '../actions/acts/rows.js';
import { SCHOOLS } from './draft.fields.js';
import { type Granted, tableOf } from './schools.js';

/** What a form proposes before anything is typed. */
export const proposedDraft = (today: string, fictitious: boolean): Values => ({
  on: today,
  'tranches.0.id': today.slice(0, 4),
  'validity.years': '1',
  noticeMonths: '3',
  visaRequired: 'non',
  fictitious: fictitious ? 'oui' : 'non',
});

/** A draft that is recorded, as the form that would record it again. */
export function valuesOfDraft(
  draft: Omit<Draft, 'parent'>,
  { flows }: Pick<SchemeVersion, 'flows'>,
  more: { readonly on: string; readonly parent: string | undefined },
): Values {
  const { lines, schools, observations, parties, visaRequired, fictitious } = draft;
  const ordered = inOrderOf(flows, lines);
  const tranches = new Map(
    lines.flatMap(line => line.tranches.map(tranche => [tranche.id, tranche] as const)),
  );
  const granted = lines.flatMap(({ flow, tranches: own }) =>
    own.flatMap(({ id: tranche, allocations }) =>
      allocations.map(({ uai, unit, quantity, expense, count }): Granted => ({
        flow,
        tranche,
        uai,
        unit,
        quantity,
        ...(count === undefined ? {} : { count }),
        ...(expense === undefined ? {} : { expense: expense.toString() }),
      })),
    ),
  );
  return texts({
    ...flat('', pick(draft, ['reference', 'title', 'academie', 'validUntil', 'openEnded'])),
    ...flat('', pick(draft, ['noticeMonths', 'committeeMonths', 'eligibleFrom'])),
    ...flat('validity.', draft.validity),
    ...flat('renewal.', draft.renewal),
    ...flat('deployment.', draft.deployment),
    on: more.on,
    parent: more.parent,
    visaRequired,
    fictitious,
    ...listed('parties', parties),
    ...listed(
      'lines',
      ordered.map(
        line =>
          line && { ...pick(line, ['id', 'flow', 'label']), payee: line.payee, axes: ownAxes(line.axes) },
      ),
    ),
    ...flat('axes.', lines[0] && pick(lines[0].axes, AXIS_NAMES)),
    ...listed(
      'tranches',
      [...tranches.values()].map(tranche => pick(tranche, ['id', 'label', 'conditional'])),
    ),
    [SCHOOLS]:
      schools.length === 0
        ? ''
        : tableOf(
            schools.map(school => ({ ...school })),
            granted,
            flows,
          ),
    observations: observations.join('\n'),
  });
}

type Line = Draft['lines'][number];

/** The rows of the form: the first line of each flow of the scheme at its place, then the others. */
function inOrderOf(flows: SchemeVersion['flows'], lines: readonly Line[]): readonly (Line | undefined)[] {
  const first = flows.map(({ flow }) => lines.find(line => line.flow === flow));
  return [...first, ...lines.filter(line => !first.includes(line))];
}

const ownAxes = ({ activite, fondsDeConcours }: Line['axes']) => ({ activite, fondsDeConcours });

const pick = (of: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(of).filter(([name]) => names.includes(name)));

/** Names and what stands there, one level of objects deep below a prefix. */
function flat(prefix: string, of: object | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(of ?? {}).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(flat(`${prefix}${name}.`, value))
        : [[`${prefix}${name}`, value]],
    ),
  );
}

const listed = (name: string, items: readonly (object | undefined)[]) =>
  Object.fromEntries(items.flatMap((item, row) => Object.entries(flat(`${name}.${row}.`, item))));

/** As a form holds them. */
function texts(values: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (typeof value === 'boolean') return [[name, value ? 'oui' : 'non']];
      return typeof value === 'string' || typeof value === 'number' ? [[name, `${value}`]] : [];
    }),
  );
}
