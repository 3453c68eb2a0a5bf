import type { ConventionAnswer } from '../../answers/convention.answer.js';
import type { SchemeVersion } from '#ledger';
import {
  IMPUTATION_AXES,
  LEGAL_TYPES,
  PARTY_ROLES,
  STATEMENT_STATUSES,
  VISAS,
  SUSPENSION_CAUSES,
  labelIn,
  day,
  ANOMALIES,
} from '#wording';
import { Amount, Code, OnDay } from '../components/figures.js';
import { Banner } from '../components/messages.js';

/** What must be seen before the figures. */
export function Notices({ of }: { readonly of: ConventionAnswer }) {
  const open = (of.anomalies ?? []).filter(({ explanation }) => explanation === undefined);
  return (
    <>
      {of.suspended && (
        <Banner kind="warning">
          Versements suspendus depuis le {day(of.suspended.since)} (art. 7.2),{' '}
          {labelIn(SUSPENSION_CAUSES, of.suspended.cause)} : {of.suspended.reason}
          <OfParent of={of.suspended.of} />
        </Banner>
      )}
      {of.termination && (
        <Banner kind="warning">
          Dénoncée le {day(of.termination.notifiedOn)} ; le préavis court jusqu’au{' '}
          {day(of.termination.noticeUntil)}.
          <OfParent of={of.termination.of} />
        </Banner>
      )}
      {of.superseded && (
        <Banner kind="warning">
          Annulée et remplacée depuis le {day(of.superseded.on)}
          {of.superseded.reference && ` par ${of.superseded.reference}`}.
          <OfParent of={of.superseded.of} />
        </Banner>
      )}
      {open.map(({ code, on }) => (
        <Banner kind="warning">
          À expliquer : {ANOMALIES[code]}, le {day(on)}.
        </Banner>
      ))}
      {of.warnings?.map(({ code, text }) => (
        <Banner kind="note">
          {labelIn(WARNINGS, code)} ({text}).
        </Banner>
      ))}
    </>
  );
}

/** What comes from the parent. */
function OfParent({ of }: { readonly of: string | undefined }) {
  return of === undefined ? null : <small> Cela vient de la convention parente {of}.</small>;
}

/** Of a text that is unusual, and refused by nothing. */
const WARNINGS: Readonly<Record<string, string>> = {
  advance_above_general_law: 'L’avance dépasse le taux de droit commun',
  public_aid_above_80: 'Le total des aides publiques dépasse 80 %',
};

interface PartiesProps {
  readonly of: ConventionAnswer;
  readonly scheme: Pick<SchemeVersion, 'label'>;
}

export function Parties({ of, scheme }: PartiesProps) {
  return (
    <dl class="pairs">
      {of.parties.flatMap(party => [
        <dt>{PARTY_ROLES[party.role]}</dt>,
        <dd>
          {party.name}
          {party.legalType && ` (${LEGAL_TYPES[party.legalType]})`}
          {party.siret && (
            <>
              , SIRET <Code>{party.siret}</Code>
            </>
          )}
          <small class="none">
            {party.signedOn ? (
              <>
                {' '}
                – signé le <OnDay of={party.signedOn} />
                {party.signatory && `, ${party.signatory}`}
                {party.capacity && `, ${party.capacity}`}
              </>
            ) : (
              ' – signature attendue'
            )}
          </small>
        </dd>,
      ])}
      <dt>Dispositif</dt>
      <dd>
        {scheme.label}
        <small class="none"> version {of.scheme.version}</small>
      </dd>
      <dt>Visa</dt>
      <dd>{VISAS[of.visa]}</dd>
      <dt>Signée le</dt>
      <dd>
        <OnDay of={of.signedOn} />
      </dd>
      <dt>Valable jusqu’au</dt>
      <dd>
        <OnDay of={of.validUntil} />
        {of.openEnded && <small class="none"> dure autant que : {of.openEnded}</small>}
      </dd>
      {of.parent && (
        <>
          <dt>Rattachée à</dt>
          <dd>
            <a href={`/conventions/${of.parent.id}`}>{of.parent.reference}</a>
          </dd>
        </>
      )}
      {of.renewal && (
        <>
          <dt>Reconduction</dt>
          <dd>
            {of.renewal.tacit ? 'tacite' : 'par un acte'}, au plus {of.renewal.most} fois
          </dd>
        </>
      )}
      {of.deployment && (
        <>
          <dt>Déploiement</dt>
          <dd>
            du <OnDay of={of.deployment.from} /> au <OnDay of={of.deployment.until} />
          </dd>
        </>
      )}
      {of.closedOn && (
        <>
          <dt>Clôturée le</dt>
          <dd>
            <OnDay of={of.closedOn} />
          </dd>
        </>
      )}
    </dl>
  );
}

type LineOf = ConventionAnswer['lines'][number];

/** Its first letter only: an abbreviation stays one. */
const lowered = (word: string) => word.charAt(0).toLowerCase() + word.slice(1);

export function Imputation({ line }: { readonly line: LineOf }) {
  const { imputation } = line;
  if (!imputation) return <p class="none">Imputation : connue au premier engagement.</p>;
  const axes = (Object.keys(IMPUTATION_AXES) as (keyof typeof IMPUTATION_AXES)[]).filter(
    axis => imputation[axis],
  );
  return (
    <p>
      Imputation :{' '}
      {axes.map((axis, index) => (
        <>
          {index > 0 && ' · '}
          {lowered(IMPUTATION_AXES[axis])} <Code>{imputation[axis]}</Code>
        </>
      ))}
    </p>
  );
}

export function Documents({ of }: { readonly of: ConventionAnswer }) {
  const kept = [
    ...of.statements.flatMap(({ documents, submittedOn, status }) =>
      documents.map(sha256 => ({
        sha256,
        text: `État du ${day(submittedOn)} (${STATEMENT_STATUSES[status]})`,
      })),
    ),
    ...of.resourceUses.flatMap(({ documents }) =>
      documents.map(sha256 => ({ sha256, text: 'Emploi de la dotation' })),
    ),
    ...(of.financialReport
      ? [
          {
            sha256: of.financialReport.document,
            text: `Bilan financier reçu le ${day(of.financialReport.receivedOn)}`,
          },
        ]
      : []),
  ];
  if (kept.length === 0) return <p class="none">Aucune pièce.</p>;
  return (
    <ul>
      {kept.map(({ sha256, text }) => (
        <li>
          <a href={`/pieces/${sha256}`}>
            {text} <Code>{sha256.slice(0, 12)}…</Code>
          </a>
        </li>
      ))}
    </ul>
  );
}

export function Keys({ of }: { readonly of: ConventionAnswer }) {
  const { balances } = of;
  const keys = [
    ['Montant maximal', balances.maximum],
    ['Engagé', balances.committed],
    ['Payé', balances.paid],
    ['Reste à payer', balances.outstanding],
    ['Payable maintenant', balances.payable],
    ['À justifier', balances.toProve],
    ['À faire reverser', balances.toOrder],
  ] as const;
  return (
    <ul class="keys">
      {keys.map(([title, amount]) => (
        <li>
          {title}
          <b>
            <Amount of={amount} />
          </b>
        </li>
      ))}
    </ul>
  );
}
