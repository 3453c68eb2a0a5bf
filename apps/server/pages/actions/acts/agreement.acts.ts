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
  SignConvention,
  SuspendConvention,
  Visa,
} from '../../../conventions/agreement.dto.js';
import { act, type Act, type ActField, type Situation, type Target, WHOLE } from '../action.js';
import { fixedIn, perAllocation } from './allocations.js';
import { avenant } from './avenant.act.js';
import { amount, DECIDED_BY, GROUND, GROUND_FILE, on, reason } from './common.js';
import { choices, renewalFields } from './rows.js';

const whole = () => WHOLE;

const parties = ({ of }: Situation): readonly Target[] =>
  of.parties.map(({ id, name }) => ({ id, text: name }));
const unsigned = ({ of }: Situation): readonly Target[] =>
  of.parties.filter(({ signedOn }) => signedOn === undefined).map(({ id, name }) => ({ id, text: name }));

const RENEWAL = 'Avec la dernière signature : la reconduction, si le texte ne la dit pas';

const RESUMED: ActField = {
  name: 'cause',
  label: 'Laquelle des deux suspensions',
  kind: 'choice',
  choices: [
    { value: 'payments', text: 'celle des versements' },
    { value: 'force_majeure', text: 'la force majeure' },
  ],
};

const AT_ONCE: ActField = {
  name: 'forceMajeure',
  label: 'Résiliation immédiate',
  kind: 'flag',
  optional: true,
  hint: 'Ouverte après plus de six mois de force majeure.',
};

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
    fields: ({ today, of }) => [
      on(today, 'Signée le'),
      {
        name: 'signatory',
        label: 'Nom du signataire',
        kind: 'text',
        optional: true,
        hint: 'Donnée personnelle : gardée à part, et effaçable.',
      },
      { name: 'capacity', label: 'Qualité du signataire', kind: 'text', optional: true },
      ...(of.renewal || of.openEnded !== undefined ? [] : renewalFields(RENEWAL)),
      GROUND_FILE,
    ],
    by: ({ life }, { writing, id }, body) => life.sign(writing, id, body),
  }),
  avenant,
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
    fields: ({ today, of }) => [
      on(today),
      ...(of.suspended && of.forceMajeure ? [RESUMED] : []),
      reason(),
      DECIDED_BY,
    ],
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
    fields: ({ today, of }) => [
      on(today, 'Reçue le'),
      { ...reason(), optional: true },
      ...(of.forceMajeure ? [AT_ONCE] : []),
      GROUND_FILE,
    ],
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
