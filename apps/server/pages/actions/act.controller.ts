import { Param, Query as Parameters } from '@nestjs/common';
import { may } from '#access';
import type { FactAnswer } from '../../answers/history.answer.js';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { type Problem, problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import { ReadsParts } from '../../request/account.guard.js';
import { traceRefusal } from '../../request/trace.js';
import type { FieldFault } from '../components/messages.js';
import { ConventionFile } from '../convention/convention.file.js';
import type { Recorded } from '../history/recorded.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, goTo, type Visit, Visited } from '../visit.js';
import type { Act, ActField, Situation, Target } from './action.js';
import { ActFormPage, type ActPageProps, PreviewPage } from './act.page.js';
import { ActRoutes } from './act-routes.js';
import { ACTS } from './acts/index.js';
import { bodyOf, type Built } from './body.js';
import { proposed } from './doable.js';
import { newKey, type Sent as SentForm, sentOf } from './form.js';

interface Opened {
  readonly act: Act;
  readonly target: Target;
  readonly at: Situation;
  readonly fields: readonly ActField[];
}

/** Acts as forms: typed, previewed, confirmed. Each is one route of the API, called without HTTP. */
@Pages()
export class ActPages {
  constructor(
    private readonly ports: Ports,
    private readonly file: ConventionFile,
    private readonly routes: ActRoutes,
  ) {}

  @Page('conventions/:id/actes/:act', 'convention.read')
  async form(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Param('act') key: string,
    @Parameters() given: object,
  ): Promise<string> {
    const opened = await this.#open(visit, id, key, filled(given)['cible'] ?? '');
    const { fields, at } = opened;
    const values = { ...proposed(fields), ...filled(given) };
    const props = this.#props(visit, opened, { once: newKey(), version: at.of.version, values });
    return html(ActFormPage, { ...props, faults: [], meanwhile: [] });
  }

  @Sent('conventions/:id/actes/:act', 'convention.read')
  @ReadsParts()
  async sent(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Param('act') key: string,
  ): Promise<string | undefined> {
    const sent = await sentOf(this.ports, visit);
    const opened = await this.#open(visit, id, key, sent.target);
    const { act, at, fields, target } = opened;
    const version = sent.version ?? at.of.version;
    const props = this.#props(visit, opened, { once: sent.key, version, values: sent.values });
    const again = (faults: readonly FieldFault[]) => html(ActFormPage, { ...props, faults, meanwhile: [] });
    if (sent.step === 'change') return again([]);
    if (sent.refused.size > 0) {
      void visit.reply.status(422);
      return again(faultsOfFiles(sent, fields));
    }
    const built = bodyOf(fields, sent.values, act.fixed?.(target));
    const preview = sent.step === 'preview';
    try {
      const answer = await this.#send(visit, opened, sent, built, preview);
      if (preview)
        return html(PreviewPage, { ...props, facts: (answer as { facts: readonly FactAnswer[] }).facts });
      goTo(visit, `/conventions/${id}?fait=${act.key}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      if (!preview && !error.traced) await traceRefusal(this.ports, visit.request, problem.code);
      void visit.reply.status(problem.status);
      if (problem.code === 'version_mismatch') {
        const fresh = { ...props, version: at.of.version };
        return html(ActFormPage, { ...fresh, faults: [], meanwhile: since(at, version) });
      }
      return again(faultsOf(problem, built, fields));
    }
  }

  async #send(visit: Visit, { act, at, target }: Opened, sent: SentForm, { body }: Built, preview: boolean) {
    const writing = {
      ...askingOf(visit),
      key: sent.key,
      preview,
      typed: true,
      ...(sent.version === undefined ? {} : { ifMatch: sent.version }),
      body: {
        path: { id: at.of.id, act: act.key, target: target.id },
        body: JSON.parse(JSON.stringify(body)) as object,
      },
    } as Parameters<Act['send']>[1]['writing'];
    return act.send(this.routes, { writing, id: at.of.id, target: target.id, body });
  }

  async #open(visit: Visit, id: string, key: string, cible: string): Promise<Opened> {
    const act = ACTS.find(known => known.key === key);
    if (!act) throw new Refused([edge('route_unknown')]);
    const { account } = askingOf(visit);
    if (!may(account, act.permission))
      throw new Refused([edge('permission_missing', { role: account.role })]);
    const at = await this.file.situation(visit, id);
    const targets = act.targets(at);
    // What the act was about may have gone meanwhile: the rules then say why it is refused.
    const target = targets.find(known => known.id === cible) ?? { id: cible, text: '' };
    return { act, target, at, fields: act.fields(at, target) };
  }

  #props(
    { frame }: Visit,
    { act, target, at, fields }: Opened,
    more: Pick<ActPageProps, 'once' | 'version' | 'values'>,
  ): ActPageProps {
    return { frame, act, target, fields, id: at.of.id, reference: at.of.reference, ...more };
  }
}

function since({ events }: Situation, version: number): readonly Recorded[] {
  return events.filter(event => event.version > version);
}

function faultsOf(problem: Problem, { fieldAt }: Built, fields: readonly ActField[]): readonly FieldFault[] {
  if (problem.code === 'idempotency_key_reused') {
    return [
      { detail: 'Cette saisie a déjà été enregistrée une fois. Pour un nouvel acte, rouvrez le formulaire.' },
    ];
  }
  if (problem.errors.length === 0) return [{ detail: problem.detail }];
  return problem.errors.map(({ pointer, detail }) => {
    const field = fields.find(({ name }) => name === fieldAt.get(pointer));
    return field ? { field: field.name, label: field.label, detail } : { detail };
  });
}

function faultsOfFiles({ refused }: SentForm, fields: readonly ActField[]): readonly FieldFault[] {
  return [...refused].map(([name, detail]) => ({
    field: name,
    label: fields.find(field => field.name === name)?.label ?? name,
    detail,
  }));
}
