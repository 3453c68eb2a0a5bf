import { Body } from '@nestjs/common';
import type { ParkedStream } from '#read-models';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import type { Form } from '../../request/forms.js';
import { readDto } from '../../validation/dto.pipe.js';
import type { ActField } from '../actions/action.js';
import { Desk, type Filled, untouched } from '../forms/desk.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { type Visit, Visited } from '../visit.js';
import { DeadLetterDto } from './account.dto.js';
import { DeadLettersPage } from './dead-letters.page.js';

const fieldsOf = (parked: readonly ParkedStream[]): readonly ActField[] => [
  {
    name: 'stream',
    label: 'Flux arrêté',
    kind: 'choice',
    choices: parked.map(({ stream, position }) => ({
      value: stream,
      text: `${stream}, position ${position}`,
    })),
  },
  {
    name: 'act',
    label: 'Que faire',
    kind: 'choice',
    choices: [
      { value: 'replay', text: 'le relire, le logiciel étant réparé' },
      { value: 'skip', text: 'prendre acte : il n’alerte plus, ses vues restent incomplètes et le disent' },
    ],
  },
  { name: 'reason', label: 'Pourquoi', kind: 'long' },
];

/** Facts that the views could not read. */
@Pages()
export class DeadLetterPages {
  constructor(
    private readonly ports: Ports,
    private readonly desk: Desk,
  ) {}

  @Page('administration/faits-ecartes', 'dead_letter.manage')
  list(@Visited() visit: Visit): Promise<string> {
    return this.#page(visit, untouched());
  }

  @Sent('administration/faits-ecartes', 'dead_letter.manage')
  async act(@Visited() visit: Visit, @Body() form: Form): Promise<string | undefined> {
    const { deadLetters } = this.ports;
    return this.desk.takes(visit, form, {
      fields: fieldsOf(await deadLetters.parked()),
      again: filling => this.#page(visit, filling),
      act: async (body, { account: { id: by } }) => {
        const { stream, reason, act } = readDto(DeadLetterDto, body);
        const left =
          act === 'skip'
            ? (await deadLetters.skip({ stream, reason, by })) && 0
            : await deadLetters.replay({ stream, reason, by });
        if (left === undefined || left === false) {
          throw new Refused([edge('stream_not_parked', { stream }, '/stream')]);
        }
        if (left > 0) throw new Refused([edge('stream_still_parked', { stream, facts: left }, '/stream')]);
        return '/administration/faits-ecartes';
      },
    });
  }

  async #page({ frame }: Visit, filling: Filled): Promise<string> {
    const parked = await this.ports.deadLetters.parked();
    return html(DeadLettersPage, { frame, parked, fields: fieldsOf(parked), filling });
  }
}
