import type { Stage } from '#ledger';
import { STAGES } from '#wording';

/** Where a convention stands: a word, and a colour that adds nothing to it. */
export const State = ({ of }: { readonly of: Stage }) => <span class={`state ${of}`}>{STAGES[of]}</span>;
