import { FOUR_EYES_RULES, SUSPENSION_CAUSES } from '#wording';
import {
  AuthoriseObjectChange,
  CloseConvention,
  FOUR_EYES,
  NotifyTermination,
  ReceiveFinancialReport,
  ReduceConvention,
  RelaxFourEyes,
  ResumeConvention,
  SignAvenant,
  SignConvention,
  SuspendConvention,
  Visa,
} from '../../../conventions/agreement.dto.js';
import { act, type Act, type ActField, type Situation, type Target, WHOLE } from '../action.js';
import { amount, DECIDED_BY, GROUND, GROUND_FILE, on, reason } from './common.js';

const whole = () => WHOLE;

const parties = ({ of }: Situation): readonly Target[] =>
  of.parties.map(({ id, name }) => ({ id, text: name }));
const unsigned = ({ of }: Situation): readonly Target[] =>
  of.parties.filter(({ signedOn }) => signedOn === undefined).map(({ id, name }) => ({ id, text: name }));

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

/** One group of fields for each ligne d’annexe. */
function perAllocation(
  { of }: Situation,
  fields: (
    at: string,
    group: string,
    of: { line: string; tranche: string; allocation: Allocation },
  ) => readonly ActField[],
): readonly ActField[] {
  const all = of.lines.flatMap(line =>
    line.tranches.flatMap(tranche =>
      tranche.schools.map(allocation => ({ line: line.line, tranche: tranche.tranche, allocation })),
    ),
  );
  return all.flatMap((place, index) =>
    fields(`allocations.${index}`, `${place.allocation.allocation} (${place.line}, ${place.tranche})`, place),
  );
}
type Allocation = Situation['of']['lines'][number]['tranches'][number]['schools'][number];

const fixedIn = (at: string, group: string, values: Readonly<Record<string, string>>): readonly ActField[] =>
  Object.entries(values).map(([name, value]) => ({
    name: `${at}.${name}`,
    label: name,
    kind: 'fixed',
    value,
    group,
  }));

/** Draft to closure. */
export const agreementActs: readonly Act[] = [
  act({
    key: 'visa',
    title: 'Enregistrer le visa du contrôleur budgétaire',
    permission: 'convention.visa',
    targets: whole,
    dto: Visa,
    fixed: () => ({ given: true }),
    fields: ({ today }) => [on(today), GROUND, GROUND_FILE],
    by: ({ life }, { writing, id }, body) => life.visa(writing, id, body),
  }),
  act({
    key: 'visa-refus',
    title: 'Enregistrer un refus de visa',
    permission: 'convention.visa',
    targets: whole,
    dto: Visa,
    fixed: () => ({ given: false }),
    fields: ({ today }) => [on(today), reason(), GROUND_FILE],
    by: ({ life }, { writing, id }, body) => life.visa(writing, id, body),
  }),
  act({
    key: 'signature',
    title: 'Enregistrer une signature',
    permission: 'convention.sign',
    targets: unsigned,
    none: 'Toutes les parties ont signé.',
    dto: SignConvention,
    fixed: ({ id }) => ({ party: id }),
    fields: ({ today }) => [
      on(today, 'Signée le'),
      {
        name: 'signatory',
        label: 'Nom du signataire',
        kind: 'text',
        optional: true,
        hint: 'Donnée personnelle : gardée à part, et effaçable.',
      },
      { name: 'capacity', label: 'Qualité du signataire', kind: 'text', optional: true },
      GROUND_FILE,
    ],
    by: ({ life }, { writing, id }, body) => life.sign(writing, id, body),
  }),
  act({
    key: 'avenant',
    title: 'Enregistrer un avenant signé',
    permission: 'convention.amend',
    targets: whole,
    dto: SignAvenant,
    fixed: () => ({ allocations: [], schools: [] }),
    fields: at => [
      on(at.today, 'Signé le'),
      { name: 'subject', label: 'Objet', kind: 'text', probe: 'Objet' },
      {
        name: 'validUntil',
        label: 'Nouveau dernier jour de validité',
        kind: 'day',
        optional: true,
        ...(at.of.validUntil === undefined ? {} : { probe: at.of.validUntil }),
      },
      ...perAllocation(at, (name, group, { line, tranche, allocation }) => [
        ...fixedIn(name, group, { line, tranche, uai: allocation.uai, unit: allocation.unit }),
        {
          name: `${name}.quantity`,
          label: `Nouvelle quantité (aujourd’hui ${allocation.quantity})`,
          kind: 'whole',
          optional: true,
          group,
        },
      ]),
      GROUND_FILE,
    ],
    by: ({ life }, { writing, id }, body) => life.amend(writing, id, body),
  }),
  act({
    key: 'suspension',
    title: 'Suspendre les versements (art. 7.2)',
    permission: 'convention.suspend',
    targets: whole,
    dto: SuspendConvention,
    fields: ({ today }) => [
      on(today),
      { name: 'cause', label: 'Cause', kind: 'choice', choices: choices(SUSPENSION_CAUSES) },
      reason(),
      DECIDED_BY,
      GROUND_FILE,
    ],
    by: ({ life }, { writing, id }, body) => life.suspend(writing, id, body),
  }),
  act({
    key: 'reprise',
    title: 'Lever la suspension',
    permission: 'convention.resume',
    targets: whole,
    dto: ResumeConvention,
    fields: ({ today }) => [on(today), reason(), DECIDED_BY],
    by: ({ life }, { writing, id }, body) => life.resume(writing, id, body),
  }),
  act({
    key: 'diminution',
    title: 'Diminuer la subvention (art. 7.2)',
    permission: 'convention.reduce',
    targets: whole,
    dto: ReduceConvention,
    fields: at => [
      on(at.today),
      reason(),
      DECIDED_BY,
      ...perAllocation(at, (name, group, { line, tranche, allocation }) => [
        ...fixedIn(name, group, { id: allocation.allocation, line, tranche }),
        {
          ...amount('Nouveau maximum', {
            optional: true,
            hint: `Aujourd’hui ${allocation.balances.maximum} €.`,
          }),
          name: `${name}.maximum`,
          group,
          probe: '0,00',
        },
      ]),
    ],
    by: ({ life }, { writing, id }, body) => life.reduce(writing, id, body),
  }),
  act({
    key: 'changement-objet',
    title: 'Enregistrer un changement d’objet autorisé',
    permission: 'object_change.authorise',
    targets: whole,
    dto: AuthoriseObjectChange,
    fields: ({ today }) => [
      on(today),
      { name: 'change', label: 'Ce qui change', kind: 'long', probe: 'Changement' },
      DECIDED_BY,
      GROUND_FILE,
    ],
    by: ({ life }, { writing, id }, body) => life.changeObject(writing, id, body),
  }),
  act({
    key: 'denonciation',
    title: 'Enregistrer une dénonciation',
    permission: 'convention.terminate',
    targets: parties,
    dto: NotifyTermination,
    fixed: ({ id }) => ({ party: id }),
    fields: ({ today }) => [on(today, 'Reçue le'), { ...reason(), optional: true }, GROUND_FILE],
    by: ({ life }, { writing, id }, body) => life.terminate(writing, id, body),
  }),
  act({
    key: 'bilan',
    title: 'Enregistrer le bilan financier (art. 8)',
    permission: 'financial_report.receive',
    targets: whole,
    dto: ReceiveFinancialReport,
    fields: ({ today }) => [
      on(today, 'Reçu le'),
      { name: 'document', label: 'Le bilan', kind: 'file', hint: 'PDF, XLSX, ODS ou CSV.' },
      amount('Dépense totale', { name: 'totalExpense', optional: true }),
    ],
    by: ({ life }, { writing, id }, body) => life.report(writing, id, body),
  }),
  act({
    key: 'cloture',
    title: 'Clôturer la convention',
    permission: 'convention.close',
    targets: whole,
    dto: CloseConvention,
    fields: ({ today }) => [on(today), GROUND],
    by: ({ life }, { writing, id }, body) => life.close(writing, id, body),
  }),
  act({
    key: 'deux-personnes',
    title: 'Assouplir une règle des deux personnes',
    permission: 'four_eyes.relax',
    targets: whole,
    dto: RelaxFourEyes,
    fields: ({ today }) => [
      on(today),
      {
        name: 'rule',
        label: 'Règle',
        kind: 'choice',
        choices: FOUR_EYES.map(value => ({ value, text: FOUR_EYES_RULES[value] })),
      },
      reason(),
    ],
    by: ({ life }, { writing, id }, body) => life.relax(writing, id, body),
  }),
];
