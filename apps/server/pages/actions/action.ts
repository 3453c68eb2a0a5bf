import type { Type } from '@nestjs/common';
import type { Permission } from '#access';
import type { Day, Refusal } from '#kernel';
import type { SchemeFlow } from '#ledger';
import type { Deliverable, SheetRows } from '#rendering';
import type { ConventionAnswer } from '../../answers/convention.answer.js';
import type { CorrespondenceController } from '../../conventions/correspondence.controller.js';
import type { ExpenseController } from '../../conventions/expense.controller.js';
import type { LifeController } from '../../conventions/life.controller.js';
import type { PaymentController } from '../../conventions/payment.controller.js';
import type { PlansController } from '../../conventions/plans.controller.js';
import type { ReversementController } from '../../conventions/reversement.controller.js';
import type { Writing } from '../../request/asking.js';
import { readDto } from '../../validation/dto.pipe.js';
import type { Answered } from '../../writing/scribe.js';
import type { Choice } from '../components/field.js';
import type { Recorded } from '../history/recorded.js';

/** What a form holds, by field. */
export type Values = Readonly<Record<string, string>>;

/** What a form asks for. */
export interface Built {
  /** As a client of the API would send it. */
  readonly body: object;
  /** The field that stands at a pointer (RFC 6901) of the body. */
  readonly fieldAt: ReadonlyMap<string, string>;
}

/** What an act may be about, and what is proposed in its form. */
export interface Situation {
  readonly of: ConventionAnswer;
  /** Empty for a beneficiary, who is not given the records. */
  readonly events: readonly Recorded[];
  readonly today: Day;
  /** What its scheme offers, in the version of the convention. */
  readonly flows: readonly SchemeFlow[];
}

/** What one act is about: a tranche, a payment, an order. */
export interface Target {
  readonly id: string;
  readonly text: string;
}

/** The whole convention. */
export const WHOLE: readonly Target[] = [{ id: '', text: '' }];

/** A form that can be filled in a spreadsheet: the file to fill, and what its fields hold once it comes back. */
export interface SheetForm {
  /** The field where the file is chosen. */
  readonly field: string;
  readonly template: (at: Situation, target: Target) => Deliverable;
  readonly read: (rows: SheetRows, at: Situation, target: Target) => Values | Refusal;
}

export interface ActField {
  /** Its place in the body: `amount`, `ground.text`, `expenses.0.label`. */
  readonly name: string;
  readonly label: string;
  /**
   * `amount`: euros as a French reader types them; `fixed`: said by the situation, not typed; `file`: a document,
   * kept by its hash; `sheet`: one that fills the others; `keep`: whether its row is meant at all; `more`: a button that
   * adds rows to the list of its name; `rate`: a share, as "50 %" or 0.5.
   */
  readonly kind:
    | 'day'
    | 'amount'
    | 'rate'
    | 'text'
    | 'long'
    | 'choice'
    | 'whole'
    | 'flag'
    | 'file'
    | 'sheet'
    | 'fixed'
    | 'keep'
    | 'more';
  readonly hint?: string;
  readonly optional?: true;
  readonly choices?: readonly Choice[];
  readonly value?: string | undefined;
  /** What stands in for it while it is asked whether the act is possible at all. */
  readonly probe?: string;
  /** Fields of one group stand together, under this title. */
  readonly group?: string;
  /** Seldom filled: behind a fold of its group, unless something stands there. */
  readonly folded?: true;
  /** What is typed is checked at once, where the script runs. */
  readonly check?: 'siret' | 'uai' | 'iban' | 'bic' | 'ej' | 'dp';
  /** The body wants a list; a value names several by `|`. */
  readonly list?: true;
}

/** The routes of the API that write to a convention. */
export interface Routes {
  readonly life: LifeController;
  readonly payment: PaymentController;
  readonly expense: ExpenseController;
  readonly reversement: ReversementController;
  readonly correspondence: CorrespondenceController;
  readonly plans: PlansController;
}

interface Asked {
  readonly writing: Writing;
  /** The convention. */
  readonly id: string;
  readonly target: string;
  readonly body: object;
}

/** An act on a convention: one route of the API, as a form. */
export interface Act {
  /** In its address. */
  readonly key: string;
  readonly title: string;
  readonly permission: Permission;
  readonly targets: (at: Situation) => readonly Target[];
  /** Said where there is nothing that it could be about. */
  readonly none?: string;
  /** @param values what the form holds already: a longer statement has more fields */
  readonly fields: (at: Situation, target: Target, values?: Values) => readonly ActField[];
  /** It can be filled in a spreadsheet. */
  readonly sheet?: SheetForm;
  /** What it would change is shown while it is filled. */
  readonly live?: true;
  /** What the body holds besides the fields: what the target says, lists that may stay empty. */
  readonly fixed?: (target: Target) => object;
  /** Makes the body of what its fields say, where that is not the same; throws `Refused` for what it cannot read. */
  readonly compose?: (built: Built, at: Situation) => Built;
  readonly send: (routes: Routes, asked: Asked) => Promise<Answered>;
}

interface Described<Body extends object> extends Omit<Act, 'send'> {
  readonly dto: Type<Body>;
  readonly by: (routes: Routes, asked: Omit<Asked, 'body'>, body: Body) => Promise<Answered>;
}

/** An act whose body is checked by the class of its route. */
export function act<Body extends object>({ dto, by, ...act }: Described<Body>): Act {
  return {
    ...act,
    send: async (routes, { body, ...asked }) => by(routes, asked, readDto(dto, body)),
  };
}
