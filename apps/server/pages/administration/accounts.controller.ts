import { randomBytes } from 'node:crypto';
import { Body, Param, Query as Parameters } from '@nestjs/common';
import { hashToken, type KnownPerson, newToken } from '#access';
import { endOfDay } from '#hosting';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { todayOf } from '../../request/asking.js';
import type { Form } from '../../request/forms.js';
import { readDto } from '../../validation/dto.pipe.js';
import { Desk, type Filled, untouched } from '../forms/desk.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { filled } from '../query.js';
import { type Visit, Visited } from '../visit.js';
import { PersonDto, personOf, TokenDto, valuesOf } from './account.dto.js';
import { AccountPage, AccountsPage, NewAccountPage, PERSON_FIELDS, TOKEN_FIELDS } from './accounts.page.js';

/** As many acts on accounts as a page shows. */
const ACTS = 50;
const ROOT = '/administration/comptes';

/** Who may do what: the accounts of persons and of programs, and their tokens. */
@Pages()
export class AccountPages {
  constructor(
    private readonly ports: Ports,
    private readonly desk: Desk,
  ) {}

  @Page('administration/comptes', 'account.manage')
  async list(@Visited() { frame }: Visit): Promise<string> {
    const { accounts } = this.ports;
    const [persons, acts] = await Promise.all([accounts.list(), accounts.acts(ACTS)]);
    return html(AccountsPage, { frame, persons, acts });
  }

  @Page('administration/comptes/nouveau', 'account.manage')
  form(@Visited() { frame }: Visit): string {
    return html(NewAccountPage, { frame, ...untouched({ role: 'gestionnaire' }) });
  }

  @Sent('administration/comptes/nouveau', 'account.manage')
  open(@Visited() visit: Visit, @Body() form: Form): Promise<string | undefined> {
    const { frame } = visit;
    return this.desk.takes(visit, form, {
      fields: PERSON_FIELDS,
      again: filling => html(NewAccountPage, { frame, ...filling }),
      act: async (body, { account: by, key }) => {
        // From the key of the form: sent twice, it opens one account.
        const id = `agent-${hashToken(`${by.id}|${key}`).slice(0, 16)}`;
        const known = await this.ports.accounts.find(id);
        if (!known) {
          const person = personOf(id, readDto(PersonDto, body), this.#today());
          if (!(await this.ports.accounts.open(person, by.id))) throw emailTaken();
        }
        return `${ROOT}/${id}?fait=ouvert`;
      },
    });
  }

  @Page('administration/comptes/:account', 'account.manage')
  async one(
    @Visited() visit: Visit,
    @Param('account') id: string,
    @Parameters() given: object,
  ): Promise<string> {
    const person = await this.#known(id);
    return this.#page(visit, person, { done: filled(given)['fait'] });
  }

  @Sent('administration/comptes/:account', 'account.manage')
  async change(
    @Visited() visit: Visit,
    @Param('account') id: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    const person = await this.#known(id);
    return this.desk.takes(visit, form, {
      fields: PERSON_FIELDS,
      again: rights => this.#page(visit, person, { rights }),
      act: async (body, { account: by }) => {
        assertAnother(by.id, id);
        const changed = personOf(id, readDto(PersonDto, body), this.#today());
        if (!(await this.ports.accounts.change(changed, by.id))) throw emailTaken();
        return `${ROOT}/${id}?fait=modifie`;
      },
    });
  }

  @Sent('administration/comptes/:account/etat', 'account.manage')
  async state(
    @Visited() visit: Visit,
    @Param('account') id: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    const person = await this.#known(id);
    const disable = form['etat'] === 'desactiver';
    return this.desk.takes(visit, form, {
      fields: [],
      again: ({ faults }) => this.#page(visit, person, { rights: { ...rightsOf(person), faults } }),
      act: async (_, { account: by }) => {
        assertAnother(by.id, id);
        await this.ports.accounts.setDisabled(id, disable, by.id);
        return `${ROOT}/${id}?fait=${disable ? 'desactive' : 'reactive'}`;
      },
    });
  }

  @Sent('administration/comptes/:account/jetons', 'token.manage')
  async give(
    @Visited() visit: Visit,
    @Param('account') id: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    const person = await this.#known(id);
    return this.desk.takes(visit, form, {
      fields: TOKEN_FIELDS,
      again: token => this.#page(visit, person, { token }),
      act: async (body, { account: by }) => {
        assertAnother(by.id, id);
        const { label, expires } = readDto(TokenDto, body);
        if (expires !== undefined && expires < this.#today()) {
          throw new Refused([edge('expiry_past', {}, '/expires')]);
        }
        const made = newToken(randomBytes(32));
        const ends = expires === undefined ? {} : { expiresAt: new Date(endOfDay(expires)) };
        await this.ports.tokens.add({ hash: hashToken(made), account: person.account, label, ...ends });
        const what = { label, expires: expires ?? null };
        await this.ports.accounts.keepAct({ account: id, act: 'token_given', by: by.id, what });
        return { page: await this.#page(visit, person, { made }) };
      },
    });
  }

  @Sent('administration/jetons/:hash/retrait', 'token.manage')
  async end(
    @Visited() visit: Visit,
    @Param('hash') hash: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    return this.desk.takes(visit, form, {
      fields: [],
      again: () => this.list(visit),
      act: async (_, { account: by }) => {
        const ended = /^[0-9a-f]{64}$/.test(hash) ? await this.ports.tokens.end(hash) : undefined;
        if (!ended) return ROOT;
        const { account, label } = ended;
        await this.ports.accounts.keepAct({ account, act: 'token_revoked', by: by.id, what: { label } });
        return (await this.ports.accounts.find(account))
          ? `${ROOT}/${account}?fait=retire`
          : '/administration/jetons';
      },
    });
  }

  async #page(
    { frame }: Visit,
    person: KnownPerson,
    more: {
      readonly rights?: Filled;
      readonly token?: Filled;
      readonly made?: string;
      readonly done?: string | undefined;
    },
  ): Promise<string> {
    const tokens = (await this.ports.tokens.list()).filter(({ account }) => account === person.account.id);
    return html(AccountPage, {
      frame,
      person,
      tokens,
      rights: more.rights ?? rightsOf(person),
      token: more.token ?? untouched(),
      made: more.made,
      done: more.done,
    });
  }

  async #known(id: string): Promise<KnownPerson> {
    const person = await this.ports.accounts.find(id);
    if (!person) throw new Refused([edge('route_unknown')]);
    return person;
  }

  #today() {
    return todayOf(this.ports.clock());
  }
}

const rightsOf = (person: KnownPerson) => untouched(valuesOf(person));
const emailTaken = () => new Refused([edge('email_taken', {}, '/email')]);

/** Nobody gives rights to themselves. */
function assertAnother(by: string, id: string): void {
  if (by === id) throw new Refused([edge('own_account')]);
}
