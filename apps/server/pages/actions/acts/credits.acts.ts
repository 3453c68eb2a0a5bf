import { euros } from '#wording';
import { NotifyGrant, VoteSplit } from '../../../conventions/plans.dto.js';
import {
  act,
  type Act,
  type ActField,
  type Situation,
  type Target,
  type Values,
  WHOLE,
  type Built,
} from '../action.js';
import { rowsIn } from '../body.js';
import { amount, GROUND, inPlace, on, places, trancheAt, YEAR } from './common.js';
import { axesFields, ownAxes, schoolFields } from './rows.js';

/* Globalised credits under a framework (2025, art. 3.2.3): notified with their posts, split by the board's vote. */

const POSTS = 4;
const SCHOOL = 'L’établissement, si la convention ne le nomme pas';

const notifiedFlows = ({ flows }: Situation) =>
  flows.filter(({ units }) => units.some(({ notified }) => notified === true));

/** The posts that the last notification named are proposed again. */
function lastPosts({ of }: Situation) {
  return (
    of.lines.flatMap(({ tranches }) => tranches.flatMap(({ posts }) => (posts ? [posts] : []))).at(-1) ?? []
  );
}

function postFields(at: Situation, values: Values): readonly ActField[] {
  const known = lastPosts(at);
  const group = 'À quoi les crédits peuvent servir';
  const rows = Array.from({ length: rowsIn(values, 'posts', Math.max(POSTS, known.length)) });
  return [
    ...rows.flatMap((_, row): readonly ActField[] => {
      const optional = row === 0 ? {} : { optional: true as const };
      const { post, label } = known[row] ?? {};
      const number = row + 1;
      return [
        {
          name: `posts.${row}.post`,
          label: `Poste ${number} : nom court`,
          kind: 'text',
          value: post,
          group,
          ...(row === 0 ? { hint: 'Sans espace ni accent : manuels.', probe: 'poste' } : {}),
          ...optional,
        },
        {
          name: `posts.${row}.label`,
          label: `Poste ${number} : libellé`,
          kind: 'text',
          value: label,
          group,
          ...(row === 0 ? { probe: 'Poste' } : {}),
          ...optional,
        },
      ];
    }),
    { name: 'posts', label: 'Ajouter des postes', kind: 'more', group },
  ];
}

/** A school that the convention does not name yet has the UAI that the form asks once. */
function withSchool({ body, fieldAt }: Built): Built {
  const { school, uai } = body as { readonly school?: object; readonly uai?: string };
  return school
    ? {
        body: { ...body, school: { uai, ...school } },
        fieldAt: new Map([...fieldAt, ['/school/uai', 'uai']]),
      }
    : { body, fieldAt };
}

/** The places whose credits were notified. */
const notified = (at: Situation): readonly Target[] =>
  places(at).filter(target => trancheAt(at, target)?.posts !== undefined);

function shareFields(at: Situation, target: Target): readonly ActField[] {
  const { posts = [], split, balances } = trancheAt(at, target) ?? {};
  const whole = `À répartir en entier : ${euros(balances?.maximum.toString() ?? '0.00')}.`;
  return posts.flatMap(({ post, label }, row): readonly ActField[] => [
    { name: `shares.${row}.post`, label: 'Poste', kind: 'fixed', value: post },
    {
      ...amount(label, { optional: true, hint: row === 0 ? whole : '' }),
      name: `shares.${row}.amount`,
      value: split
        ?.find(share => share.post === post)
        ?.amount.toString()
        .replace('.', ','),
      ...(row === 0 && !split ? { probe: balances?.maximum.toString() ?? '' } : {}),
    },
  ]);
}

export const creditActs: readonly Act[] = [
  act({
    key: 'notification',
    title: 'Notifier des crédits à un établissement',
    permission: 'grant.notify',
    targets: at => (notifiedFlows(at).length > 0 ? WHOLE : []),
    none: 'Le dispositif de cette convention n’a pas de crédits notifiés.',
    dto: NotifyGrant,
    compose: withSchool,
    fields: (at, _, values = {}) => [
      on(at.today, 'Notifiés le'),
      {
        name: 'flow',
        label: 'Volet',
        kind: 'choice',
        choices: notifiedFlows(at).map(({ flow, label }) => ({ value: flow, text: label })),
      },
      {
        name: 'uai',
        label: 'UAI de l’établissement',
        kind: 'text',
        check: 'uai',
        choices: at.of.schools.map(({ uai, name }) => ({ value: uai, text: name })),
        probe: at.of.schools[0]?.uai ?? '',
      },
      {
        name: 'tranche',
        label: 'Nom de la notification',
        kind: 'text',
        hint: 'Nouveau pour l’établissement, sans espace ni accent : l’année, par exemple.',
        probe: 'notification-nouvelle',
      },
      { name: 'label', label: 'Libellé', kind: 'text', probe: 'Crédits', hint: 'Crédits globalisés 2026.' },
      amount('Montant notifié'),
      ...postFields(at, values),
      ...schoolFields('school.', SCHOOL).map(field => ({ ...field, optional: true as const })),
      ...axesFields('Imputation'),
      ...ownAxes('axes.', 'Imputation'),
      GROUND,
      YEAR,
    ],
    by: ({ plans }, { writing, id }, body) => plans.notify(writing, id, body),
  }),
  act({
    key: 'repartition',
    title: 'Enregistrer la répartition votée par le conseil d’administration',
    permission: 'split.vote',
    targets: notified,
    none: 'Aucun crédit n’est notifié.',
    dto: VoteSplit,
    live: true,
    fixed: inPlace,
    fields: (at, target) => [
      on(at.today, 'Votée le'),
      ...shareFields(at, target),
      {
        name: 'document',
        label: 'Délibération',
        kind: 'file',
        optional: true,
        hint: 'PDF, PNG, JPEG, XLSX, ODS ou CSV.',
      },
      YEAR,
    ],
    by: ({ plans }, { writing, id }, body) => plans.vote(writing, id, body),
  }),
];
