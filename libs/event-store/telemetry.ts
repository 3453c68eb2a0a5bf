import { channel } from 'node:diagnostics_channel';

/* What the appends of this process tell whoever measures. Nobody listening, it costs nothing. */

export interface AppendTold {
  readonly outcome: string;
  readonly seconds: number;
}

/** `AppendTold`, for each append that was answered or failed. */
export const appendsTold = channel('pia-ledger.append');

/** A number, for each call of the store: how many appends it carries. */
export const batchesTold = channel('pia-ledger.append-batch');

/** Tells how an append went. */
export async function telling<T extends { readonly outcome: string }>(append: () => Promise<T>): Promise<T> {
  const asked = performance.now();
  const tell = (outcome: string) => {
    const told: AppendTold = { outcome, seconds: (performance.now() - asked) / 1000 };
    appendsTold.publish(told);
  };
  try {
    const result = await append();
    tell(result.outcome);
    return result;
  } catch (error) {
    tell('failed');
    throw error;
  }
}
