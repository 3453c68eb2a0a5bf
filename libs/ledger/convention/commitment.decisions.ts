import { Euros } from '#kernel';
import { checkEj } from '../identifiers.js';
import { codeOn, type NomenclatureState, NOMENCLATURE_STREAM } from '../nomenclature/nomenclature.js';
import {
  at as place,
  booked,
  type Deciding,
  decideAfter,
  fiscalYearOf,
  leastFrom,
  moneyChecks,
  type MoneyDated,
  type Outcome,
  type Place,
  placeCheck,
  positiveCheck,
  signedCheck,
} from './deciding.js';
import { lineOf, posteKey, trancheOf } from './evolving.js';
import { committedOf, maximumOf, releasedOf } from './formulas.js';
import { type ConventionRefusal, no } from './refusals.js';
import { firmCheck } from './tranche.decisions.js';
import type { ConventionState, Imputation, Line } from './state.js';

/* Commitments: AE are consumed by the EJ, dated with its validation in Chorus, for firm tranches only. */

interface PosteAsked extends Place {
  readonly ej: string;
  readonly poste: string;
  readonly amount: Euros;
}

export type CommitmentCommand =
  | (MoneyDated & PosteAsked & { readonly type: 'RecordCommitment' })
  | (MoneyDated & PosteAsked & { readonly type: 'RaiseCommitment' })
  | (MoneyDated & PosteAsked & { readonly type: 'LowerCommitment' })
  | (MoneyDated & PosteAsked & { readonly type: 'ReleaseCommitment'; readonly arrete?: string });

export function decideCommitment(command: CommitmentCommand, at: Deciding): Outcome {
  const { line, tranche, ej, poste, amount, correctsYear } = command;
  const data = { line, tranche, ej, poste, amount, ...(correctsYear === undefined ? {} : { correctsYear }) };
  const checks = [
    ...moneyChecks(command, at),
    placeCheck(command, at),
    () => checkEj(ej, '/ej'),
    () => (/^[1-9]\d{0,4}$/.test(poste) ? undefined : no('poste_malformed', { given: poste }, '/poste')),
    positiveCheck(amount),
    signedCheck(command, at),
    moneyLineCheck(command, at),
  ];
  switch (command.type) {
    case 'RecordCommitment': {
      const imputation = imputationOf(command, at);
      return decideAfter(
        [
          ...checks,
          firmCheck(command, at),
          () => ('refused' in imputation ? imputation : undefined),
          () => maximumCheck(command, at),
        ],
        () => ({
          facts: [
            booked(
              { type: 'CommitmentRecorded', data: { ...data, imputation: imputation as Imputation } },
              command,
            ),
          ],
        }),
      );
    }
    case 'RaiseCommitment':
      return decideAfter(
        [...checks, firmCheck(command, at), posteCheck(command, at), () => maximumCheck(command, at)],
        () => ({
          facts: [booked({ type: 'CommitmentRaised', data }, command)],
        }),
      );
    case 'LowerCommitment':
      return decideAfter([...checks, posteCheck(command, at), () => leftCheck(command, at)], () => ({
        facts: [booked({ type: 'CommitmentLowered', data }, command)],
      }));
    case 'ReleaseCommitment':
      return decideAfter([...checks, posteCheck(command, at), () => leftCheck(command, at)], () => {
        const since = trancheOf(at.latest, line, tranche)!.postes[posteKey(command)]!.since;
        const freesAe = since === fiscalYearOf(command) || command.arrete !== undefined;
        const { arrete } = command;
        const released = {
          ...data,
          of: freesAe ? ('year' as const) : ('prior_years' as const),
          ...(arrete === undefined ? {} : { arrete }),
        };
        return { facts: [booked({ type: 'CommitmentReleased', data: released }, command)] };
      });
  }
}

/** Equipment in kind costs the State nothing. */
function moneyLineCheck({ line }: Place, { latest }: Deciding) {
  return () =>
    lineOf(latest, line)?.kind === 'in_kind' ? no('line_without_money', { line }, '/line') : undefined;
}

/** What is left of a poste: committed − released − paid gross − requested. */
export function leftOfPoste(state: ConventionState, where: Place & { ej: string; poste: string }): Euros {
  const poste = trancheOf(state, where.line, where.tranche)?.postes[posteKey(where)];
  if (!poste) return Euros.zero;
  return poste.committed.minus(poste.released).minus(poste.consumed).minus(poste.requested);
}

export function posteCheck(command: Place & { ej: string; poste: string }, { state }: Deciding) {
  return () =>
    trancheOf(state, command.line, command.tranche)?.postes[posteKey(command)]
      ? undefined
      : no('poste_unknown', { ej: command.ej, poste: command.poste }, '/poste');
}

/** Invariant 2: commitments ≤ the firm maximum, on the date and on every later one. */
export function maximumCheck(
  command: MoneyDated & Place & { readonly amount: Euros },
  at: Deciding,
): ConventionRefusal | undefined {
  const room = leastFrom(at, command, state => {
    const tranche = trancheOf(state, command.line, command.tranche);
    if (!tranche || !state.signedOn) return Euros.zero;
    return maximumOf(tranche).minus(committedOf(tranche)).plus(releasedOf(tranche));
  });
  if (!command.amount.exceeds(room)) return undefined;
  const maximum = maximumOf(place(at.state, command).tranche).toString();
  const figures = { asked: command.amount.toString(), room: room.orZero().toString(), maximum };
  return no('commitment_above_maximum', figures, '/amount');
}

/** Invariant 2: a release ≤ committed − released − paid − pending. */
function leftCheck(command: MoneyDated & PosteAsked, at: Deciding): ConventionRefusal | undefined {
  const left = leastFrom(at, command, state => leftOfPoste(state, command));
  return command.amount.exceeds(left)
    ? no(
        'release_above_left',
        { asked: command.amount.toString(), left: left.orZero().toString() },
        '/amount',
      )
    : undefined;
}

/** The full imputation: the axes of the line, and the codes of the nomenclature on the date of the commitment. */
function imputationOf(
  command: MoneyDated & Place,
  { latest, context }: Deciding,
): Imputation | ConventionRefusal {
  const line = latest.lines.find(({ id }) => id === command.line);
  if (!line) return no('line_unknown', { line: command.line }, '/line');
  const nomenclature = context.get(NOMENCLATURE_STREAM) as NomenclatureState | undefined;
  const code = (axis: 'activite' | 'pce' | 'groupe_marchandises', key: string) =>
    nomenclature && codeOn(nomenclature, axis, key, command.on)?.code;
  const { legalType } = line.payee;
  const activite = code('activite', line.flow);
  const pce = code('pce', legalType);
  const groupeMarchandises = code('groupe_marchandises', legalType);
  const missing = (axis: string, key: string) =>
    no('nomenclature_code_missing', { axis, key, on: command.on });
  if (activite === undefined) return missing('activite', line.flow);
  if (pce === undefined) return missing('pce', legalType);
  if (groupeMarchandises === undefined) return missing('groupe_marchandises', legalType);
  return full(line, activite, pce, groupeMarchandises);
}

function full(line: Line, activite: string, pce: string, groupeMarchandises: string): Imputation {
  return { ...line.axes, activite, pce, groupeMarchandises };
}
