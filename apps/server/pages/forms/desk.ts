import { Injectable } from '@nestjs/common';
import { Ports } from '../../ports.js';
import { type Problem, problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import type { Writing } from '../../request/asking.js';
import type { Form } from '../../request/forms.js';
import { traceRefusal } from '../../request/trace.js';
import type { ActField, Built } from '../actions/action.js';
import { ADD, bodyOf } from '../actions/body.js';
import type { Values } from '../actions/action.js';
import { newKey } from '../actions/form.js';
import type { FieldFault } from '../components/messages.js';
import { askingOf, goTo, type Visit } from '../visit.js';

/** What stands in a form: as it was typed, and what is wrong with it. */
export interface Filled {
  readonly values: Values;
  readonly faults: readonly FieldFault[];
  /** Of the act, from the first form to its last sending. */
  readonly once: string;
}

interface Sending {
  readonly fields: readonly ActField[];
  /** Makes the body of what its fields say, where that is not the same. */
  readonly compose?: (values: Values) => Built;
  readonly fixed?: object;
  /** Records; the page to go to then, or the page itself. */
  readonly act: (body: object, writing: Writing) => Promise<string | { readonly page: string }>;
  /** The form again, with what was typed. */
  readonly again: (filled: Filled) => string | Promise<string>;
}

/** Where forms are handed in that are no act on a convention. */
@Injectable()
export class Desk {
  constructor(private readonly ports: Ports) {}

  async takes(
    visit: Visit,
    form: Form,
    { fields, fixed, compose, act, again }: Sending,
  ): Promise<string | undefined> {
    const values = valuesIn(form);
    const given = values['cle'] ?? '';
    const once = /^[\w-]{1,100}$/.test(given) ? given : newKey();
    if (values[ADD] !== undefined) return again({ values, faults: [], once });
    const built = compose ? compose(values) : bodyOf(fields, values, structuredClone(fixed));
    try {
      const to = await act(built.body, writingOf(visit, once, built.body));
      if (typeof to !== 'string') return to.page;
      goTo(visit, to);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      if (!error.traced) await traceRefusal(this.ports, visit.request, problem.code);
      void visit.reply.status(problem.status);
      return again({ values, faults: faultsOf(problem, built, fields), once });
    }
  }
}

export const untouched = (values: Values = {}): Filled => ({ values, faults: [], once: newKey() });

export function valuesIn(form: Form): Values {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, [value].flat()[0] ?? '']));
}

function writingOf(visit: Visit, key: string, body: object): Writing {
  const { url } = visit.request;
  return {
    ...askingOf(visit),
    key,
    preview: false,
    typed: true,
    body: { path: { url }, body: JSON.parse(JSON.stringify(body)) as Record<string, never> },
  };
}

/** What is wrong, beside the field where it was typed. */
export function faultsOf(
  problem: Problem,
  { fieldAt }: Built,
  fields: readonly ActField[],
): readonly FieldFault[] {
  if (problem.code === 'idempotency_key_reused') {
    return [
      { detail: 'Cette saisie a déjà été enregistrée une fois. Pour un nouvel acte, rouvrez le formulaire.' },
    ];
  }
  if (problem.errors.length === 0) return [{ detail: problem.detail }];
  return problem.errors.map(({ pointer, detail }) => {
    const place = nearest(pointer, fieldAt);
    const field = fields.find(({ name }) => name === place);
    return field ? { field: field.name, label: field.label, detail } : { detail };
  });
}

/** The field of a pointer, or of the nearest thing that holds what it points to. */
function nearest(pointer: string, fieldAt: Built['fieldAt']): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const field = fieldAt.get(at);
    if (field !== undefined) return field;
  }
  return undefined;
}
