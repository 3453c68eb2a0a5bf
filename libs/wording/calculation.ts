import { Euros, type Rate } from '#kernel';
import type { Trace } from '#ledger';
import { euros, percent, quantity } from './format.js';
import { fr } from './french.js';

/** How an amount was computed, as a reader would write it: "2 000,00 € = 50 % × 4 000,00 €". One line per school. */
export function calculationOf(trace: Trace): readonly string[] {
  const of = Object.fromEntries(trace.inputs.map(({ name, value }) => [name, value]));
  const result = Euros.of(trace.result);
  const rounding = trace.rounding === 'half-up' ? 'half-up' : 'down';
  switch (trace.formula) {
    case 'advance': {
      const computed = Euros.product([Euros.of(of['M']!), of['rate'] as Rate], rounding);
      const text = fr`${percent(of['rate']!)} × ${euros(of['M']!)} (taux d’avance × montant maximal)`;
      return [related(result, computed, text)];
    }
    case 'grant':
    case 'balance':
    case 'interim':
      return [payable(trace.formula, of, result, rounding)];
    case 'to_order':
      return [toOrder(of, result)];
    case 'due':
      return [...trace.inputs.map(({ name, value }) => dueOf(name, value)), total(result)];
    case 'grant_due':
      return [
        ...trace.inputs.map(({ name, value }) => fr`${name} : ${euros(value)} d’emploi accepté`),
        total(result),
      ];
    default:
      return [fr`${euros(result)} : ${trace.expression}`];
  }
}

type Inputs = Readonly<Record<string, string>>;

/** Asked for in full, or in part. */
function related(result: Euros, computed: Euros, text: string): string {
  return `${euros(result)} ${result.equals(computed) ? '=' : '≤'} ${text}`;
}

const total = (result: Euros) => fr`Montant dû : ${euros(result)}`;

function payable(formula: string, of: Inputs, result: Euros, rounding: 'down' | 'half-up'): string {
  const [base, text] = baseOf(formula, of, rounding);
  const taken = [
    ['net', 'versé'],
    ['pending', 'demandé'],
    ['orderOpen', 'à reverser sur ordre'],
  ] as const;
  const parts = taken.map(([name, word]) => fr`− ${euros(of[name]!)} (${word})`);
  const computed = taken.reduce((left, [name]) => left.minus(Euros.of(of[name]!)), base);
  return related(result, computed, [text, ...parts].join(' '));
}

function baseOf(formula: string, of: Inputs, rounding: 'down' | 'half-up'): readonly [Euros, string] {
  if (formula === 'grant') return [Euros.of(of['M']!), fr`${euros(of['M']!)} (montant maximal)`];
  const due = Euros.of(of['D']!);
  if (formula === 'balance') return [due, fr`${euros(due)} (montant dû)`];
  const share = Euros.product([Euros.of(of['M']!), of['share'] as Rate], rounding);
  const text = fr`le moindre de ${euros(due)} (montant dû) et de ${percent(of['share']!)} × ${euros(of['M']!)}`;
  return [Euros.min(due, share), text];
}

function toOrder(of: Inputs, result: Euros): string {
  const given = [
    ['orderOpen', 'déjà ordonné'],
    ['writtenOff', 'admis en non-valeur'],
    ['carriedOver', 'reporté'],
    ['T', 'droit ouvert'],
  ] as const;
  const computed = given.reduce((left, [name]) => left.minus(Euros.of(of[name]!)), Euros.of(of['net']!));
  const parts = given.map(([name, word]) => fr`− ${euros(of[name]!)} (${word})`);
  return related(result, computed, [fr`${euros(of['net']!)} (versé)`, ...parts].join(' '));
}

/** `r 0.5; E 7500.00; q′ 1; c 8000.00; M 4000.00`, as the trace has it. */
function dueOf(allocation: string, value: string): string {
  const part = (name: string) => new RegExp(String.raw`(?:^|; )${name} ([\d.]+)`).exec(value)?.[1];
  const [r, e, q, c, m] = [part('r'), part('E'), part('q′'), part('c'), part('M')];
  if (!r || !e || !q || !c || !m) return fr`${allocation} : ${value}`;
  const ofExpense = fr`${percent(r)} × ${euros(e)} (dépense acceptée)`;
  const ofUnits = fr`${quantity(Number(q))} × ${euros(c)} × ${percent(r)} (unités acceptées)`;
  return fr`${allocation} : le moindre de ${ofExpense}, ${ofUnits} et ${euros(m)} (montant maximal)`;
}
