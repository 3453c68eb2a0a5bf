import type { ConventionAnswer } from '../../answers/convention.answer.js';
import type { DeadlinesAnswer, HistoryAnswer } from '../../answers/history.answer.js';
import type { SchemeVersion } from '#ledger';
import { day, FLOW_KINDS, LEGAL_TYPES } from '#wording';
import type { Frame } from '../../request/frame.js';
import { lineName } from '../actions/acts/common.js';
import type { Doable } from '../actions/doable.js';
import { AsOfBanner, AsOfFields } from '../components/as-of.js';
import { Code } from '../components/figures.js';
import { Files } from '../components/files.js';
import { isRecord } from '../history/recorded.js';
import { Layout } from '../components/layout.js';
import { Banner } from '../components/messages.js';
import { State } from '../components/state.js';
import type { Query } from '../query.js';
import { Schools, Tranches } from './lines.js';
import { historyOf, paperOf } from './links.js';
import { Documents, Imputation, Keys, Notices, Parties } from './parts.js';
import { Picture } from './picture.js';
import { Accounts, Dates, Orders, Payments, Statements } from './tables.js';

interface ConventionProps {
  readonly frame: Frame;
  readonly query: Query;
  readonly of: ConventionAnswer;
  readonly deadlines: DeadlinesAnswer;
  readonly events: HistoryAnswer['events'];
  readonly doable: readonly Doable[];
  readonly scheme: SchemeVersion;
  /** The act that was just recorded. */
  readonly done?: string | undefined;
}

export function ConventionPage({
  frame,
  query,
  of,
  deadlines,
  events,
  doable,
  scheme,
  done,
}: ConventionProps) {
  const path = `/conventions/${of.id}`;
  const asOf = { effectiveOn: query['effectiveOn'], knownAt: query['knownAt'] };
  return (
    <Layout frame={frame} title={of.reference} wide>
      <p>
        {of.title} <State of={of.stage} />
      </p>
      {done !== undefined && <Banner kind="done">Enregistré : {done}.</Banner>}
      <AsOfBanner effectiveOn={of.effectiveOn} knownAt={of.knownAt} now={path} />
      {of.fictitious && <Banner kind="note">Données fictives.</Banner>}
      <Notices of={of} />
      <Keys of={of} />
      <div class="columns">
        <section>
          <h2>Où en est l’argent</h2>
          <Picture balances={of.balances} />
        </section>
        <section>
          <h2>Parties</h2>
          <Parties of={of} scheme={scheme} />
        </section>
      </div>
      {doable.length > 0 && <WhatCanBeDone doable={doable} />}
      {of.lines.map(line => (
        <section>
          <h2>Volet {lineName(of, line.line)}</h2>
          <p>
            {FLOW_KINDS[line.kind]}, payé à {line.payee.name} ({LEGAL_TYPES[line.payee.legalType]}{' '}
            <Code>{line.payee.siret ?? line.payee.uai}</Code>)
          </p>
          {line.kind !== 'in_kind' && (
            <>
              <Imputation line={line} />
              <Tranches line={line} name={lineName(of, line.line)} />
            </>
          )}
          <h3>Établissements</h3>
          <Schools of={of} line={line} name={lineName(of, line.line)} scheme={scheme} />
        </section>
      ))}
      <h2>Paiements</h2>
      <Payments of={of} />
      <h2>Dépenses</h2>
      <Statements of={of} />
      <h2>Reversements</h2>
      <Orders of={of} />
      <h2>Comptes bancaires</h2>
      <Accounts of={of} />
      <div class="columns">
        <section>
          <h2>Pièces</h2>
          <Documents of={of} />
          <h2>Documents à éditer</h2>
          <Papers of={of} events={events} />
        </section>
        <section>
          <h2>Échéances</h2>
          <Dates deadlines={deadlines} />
        </section>
      </div>
      <h2>Histoire</h2>
      <p>
        <a href={historyOf(of.id, asOf)}>
          Les {events.length} faits enregistrés : qui, quand, sur quel fondement
        </a>
      </p>
      {of.observations && of.observations.length > 0 && (
        <>
          <h2>Observations sur le texte</h2>
          <ul>
            {of.observations.map(text => (
              <li>{text}</li>
            ))}
          </ul>
        </>
      )}
      <form method="get" action={path} class="filters">
        <AsOfFields query={query} />
        <button>Voir à cette date</button>
      </form>
    </Layout>
  );
}

/** What is made of the convention on demand. */
function Papers({ of, events }: Pick<ConventionProps, 'of' | 'events'>) {
  const certificates = events.filter(isRecord).flatMap(({ type, effectiveOn, data }) => {
    const { certificate } = data as { readonly certificate?: string };
    return type === 'ServiceFaitCertified' && certificate !== undefined ? [{ certificate, effectiveOn }] : [];
  });
  return (
    <ul>
      <li>
        <Files what="l’annexe par établissement" path={paperOf(of, 'annexe')} query={{}} />
      </li>
      <li>
        <a href={paperOf(of, 'bilan')}>Bilan financier (PDF)</a>
      </li>
      {certificates.map(({ certificate, effectiveOn }) => (
        <li>
          <a href={paperOf(of, 'certificat', certificate)}>
            Certificat de service fait du {day(effectiveOn)} (PDF)
          </a>
        </li>
      ))}
    </ul>
  );
}

function WhatCanBeDone({ doable }: { readonly doable: readonly Doable[] }) {
  const possible = doable.filter(({ why }) => why === undefined);
  const not = doable.filter(({ why }) => why !== undefined);
  return (
    <section class="no-print">
      <h2>Ce qui peut être fait maintenant</h2>
      {possible.length === 0 && <p class="none">Rien de ce que votre rôle permet.</p>}
      <ul class="doable">
        {possible.map(({ title, ways }) => (
          <li>
            {ways.length === 1 ? (
              <a href={ways[0]!.path}>{ways[0]!.text === '' ? title : `${title} : ${ways[0]!.text}`}</a>
            ) : (
              <>
                {title}
                <ul>
                  {ways.map(({ text, path }) => (
                    <li>
                      <a href={path} aria-label={`${title} : ${text}`}>
                        {text}
                      </a>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
      {not.length > 0 && (
        <details>
          <summary>Ce qui ne peut pas l’être, et pourquoi</summary>
          <ul class="doable">
            {not.map(({ title, why }) => (
              <li>
                {title}
                <span class="why">{why}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
