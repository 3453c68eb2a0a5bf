import type { HistoryAnswer } from '../../answers/history.answer.js';

export type Event = HistoryAnswer['events'][number];

/** A whole record, as staff and auditors are given it; a beneficiary is told what moved. */
export type Recorded = Extract<Event, { readonly position: string }>;

export const isRecord = (event: Event): event is Recorded => 'position' in event;
