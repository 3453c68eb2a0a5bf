import type { ComponentChildren } from 'preact';
import { day, decimal, euros, instant } from '#wording';

const isZero = (amount: string) => /^-?0\.00$/.test(amount);

/** "4 000,00 €"; nothing due is a quiet figure. */
export function Amount({ of }: { readonly of: string | { toString(): string } }) {
  const text = of.toString();
  return <span class={isZero(text) ? 'amount none' : 'amount'}>{euros(text)}</span>;
}

/** The same in a column whose title says that it is euros. */
export function Figure({ of }: { readonly of: string }) {
  return <span class={isZero(of) ? 'amount none' : 'amount'}>{decimal(of)}</span>;
}

/** "14/10/2016", or a dash. */
export function OnDay({ of }: { readonly of: string | null | undefined }) {
  return of ? <time dateTime={of}>{day(of)}</time> : <span class="none">—</span>;
}

/** "03/11/2016 10:12:44", in Paris. */
export function Moment({ of }: { readonly of: string }) {
  return <time dateTime={of}>{instant(of)}</time>;
}

/** Codes that must not break, nor be taken for numbers: SIRET, EJ, DP, UAI. */
export const Code = ({ children }: { readonly children: ComponentChildren }) => (
  <span class="code">{children}</span>
);
