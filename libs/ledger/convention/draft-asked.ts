import type { Day, Euros, Period, Rate } from '#kernel';
import type { UnitAsked } from './award.js';
import type { Dated } from './deciding.js';
import type { Axes, Draft, Payee, Renewal, School } from './state.js';

/* What is asked for when an agreement is drafted. */

export interface LineAsked {
  readonly id: string;
  readonly flow: string;
  readonly label?: string;
  readonly payee: Payee;
  readonly axes: Axes;
  /** Codes that follow from the payee's legal type: checked when typed, never taken. */
  readonly pce?: string;
  readonly groupeMarchandises?: string;
  /** Checked against the scheme's when typed. */
  readonly advanceRate?: Rate;
  /** The State's maximum as the text states it: refused where units × ceiling × rate gives another. */
  readonly statedMaximum?: Euros;
  readonly tranches: readonly {
    readonly id: string;
    readonly label: string;
    readonly allocations: readonly UnitAsked[];
    /** Not firm by the signature. */
    readonly conditional?: boolean;
  }[];
}

export interface DraftConvention extends Dated {
  readonly type: 'DraftConvention';
  readonly reference: string;
  readonly title: string;
  readonly academie: string;
  readonly scheme: { readonly code: string; readonly version?: number };
  readonly parties: Draft['parties'];
  /** Uuid of the convention that it is a child of; without a validity of its own it takes the parent's. */
  readonly parent?: string;
  readonly visaRequired: boolean;
  /** From the last signature; empty where `validUntil` or `openEnded` says how long. */
  readonly validity: Period;
  readonly validUntil?: Day;
  readonly openEnded?: string;
  readonly renewal?: Renewal;
  readonly committeeMonths?: number;
  readonly noticeMonths: number;
  /** Day on which the file was complete: expense is eligible from then; default: the signature. */
  readonly eligibleFrom?: Day;
  readonly deployment?: { readonly from: Day; readonly until: Day };
  readonly schools: readonly School[];
  readonly lines: readonly LineAsked[];
  readonly observations: readonly string[];
  readonly fictitious: boolean;
}
