import type { Frame } from '../../request/frame.js';
import { Amount, OnDay } from '../components/figures.js';
import { Files } from '../components/files.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner, ErrorSummary, type FieldFault } from '../components/messages.js';
import { Fact } from '../history/fact.js';
import { linkTo } from '../query.js';
import type { Recorded } from '../history/recorded.js';
import type { Act, ActField, Target, Values } from './action.js';
import { amountOf } from './body.js';
import { Controls, FirstButton, isLive, Kept } from './controls.js';
import { type Foreseen, WouldBe } from './foreseen.js';
import { fileName } from './form.js';

export interface ActPageProps {
  readonly frame: Frame;
  readonly act: Act;
  readonly target: Target;
  readonly reference: string;
  readonly id: string;
  readonly fields: readonly ActField[];
  readonly values: Values;
  /** Idempotency key. */
  readonly once: string;
  readonly version: number;
}

interface FormProps extends ActPageProps {
  readonly faults: readonly FieldFault[];
  /** What others recorded since the form was opened. */
  readonly meanwhile: readonly Recorded[];
  /** A spreadsheet has just filled it. */
  readonly read?: boolean;
}

const UNSAID: readonly ActField['kind'][] = ['fixed', 'more'];

const pathOf = ({ id, act }: Pick<ActPageProps, 'id' | 'act'>) => `/conventions/${id}/actes/${act.key}`;

function Carried({
  frame,
  idempotency,
  version,
  target,
}: {
  frame: Frame;
  idempotency: string;
  version: number;
  target: Target;
}) {
  return (
    <>
      <Csrf frame={frame} />
      <input type="hidden" name="cle" value={idempotency} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="cible" value={target.id} />
    </>
  );
}

/** The form of an act: what is asked, what is wrong beside each field, and nothing typed is lost. */
export function ActFormPage(props: FormProps) {
  const { frame, act, target, reference, id, fields, values, version, faults, meanwhile } = props;
  const files = fields.some(({ kind }) => kind === 'file' || kind === 'sheet');
  const byField = new Map(
    faults.flatMap(({ field, detail }) => (field === undefined ? [] : [[field, detail] as const])),
  );
  return (
    <Layout frame={frame} title={act.title} live={act.live === true || isLive(fields)}>
      <Where id={id} reference={reference} target={target} />
      {act.sheet && (
        <p>
          <Files
            what="le modèle à remplir"
            path={`${pathOf(props)}/modele`}
            query={{ cible: target.id }}
            formats={['xlsx', 'ods', 'csv']}
          />
        </p>
      )}
      {meanwhile.length > 0 && (
        <Banner kind="warning">
          <strong>Quelqu’un a modifié cette convention entre-temps.</strong> Rien de votre saisie n’est
          enregistré, ni perdu. Ce qui a changé :
          <ul>
            {meanwhile.map(fact => (
              <li>
                <OnDay of={fact.effectiveOn} /> <Fact fact={fact} />, par {fact.actor}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {props.read && (
        <Banner kind="done">
          Votre tableur est lu : ses lignes remplissent le formulaire. Relisez-les ; rien n’est encore
          enregistré.
        </Banner>
      )}
      <ErrorSummary faults={faults} />
      <form
        method="post"
        action={pathOf(props)}
        class="fields"
        enctype={files ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
        noValidate
      >
        <Carried frame={frame} idempotency={props.once} version={version} target={target} />
        <FirstButton />
        <Controls fields={fields} values={values} faults={byField} />
        {act.live && <Live path={pathOf(props)} />}
        <div class="actions">
          <button name="etape" value="apercu">
            Voir ce qui serait enregistré
          </button>
          <a href={`/conventions/${id}`}>Abandonner</a>
        </div>
      </form>
    </Layout>
  );
}

/** What it would change, kept up to date by the script while the form is filled; without it, the preview says it. */
function Live({ path }: { readonly path: string }) {
  return (
    <div
      class="running"
      aria-live="polite"
      hx-post={`${path}/calcul`}
      hx-include="closest form"
      hx-trigger="load, change from:closest form delay:200ms, keyup from:closest form delay:700ms"
    />
  );
}

/** What would be recorded, with the computation of each amount, before it is. */
export function PreviewPage(props: ActPageProps & { readonly foreseen: Foreseen }) {
  const { frame, act, target, reference, id, fields, values, version, foreseen } = props;
  return (
    <Layout frame={frame} title={`${act.title} : à confirmer`}>
      <Where id={id} reference={reference} target={target} />
      <Banner kind="note">Rien n’est encore enregistré. Voici ce qui le serait :</Banner>
      <WouldBe {...foreseen} />
      <h2>Votre saisie</h2>
      <dl class="pairs">
        {fields
          .filter(({ name, kind }) => !UNSAID.includes(kind) && (values[name] ?? '').trim() !== '')
          .flatMap(({ name, label, choices, kind, group }) => [
            <dt>{group === undefined ? label : `${group} – ${label}`}</dt>,
            <dd>{shown(kind, values[name]!, values[fileName(name)], choices)}</dd>,
          ])}
      </dl>
      <form method="post" action={pathOf(props)}>
        <Carried frame={frame} idempotency={props.once} version={version} target={target} />
        <Kept fields={fields} values={values} />
        <div class="actions">
          <button name="etape" value="confirmer">
            Confirmer et enregistrer
          </button>
          <button name="etape" value="modifier" class="quiet">
            Modifier
          </button>
          <a href={`/conventions/${id}`}>Abandonner</a>
        </div>
      </form>
    </Layout>
  );
}

function shown(
  kind: ActField['kind'],
  value: string,
  file: string | undefined,
  choices: ActField['choices'],
) {
  if (kind === 'file' || kind === 'sheet') return file;
  if (kind === 'day') return <OnDay of={value} />;
  if (kind === 'amount' && /\.\d{2}$/.test(amountOf(value))) return <Amount of={amountOf(value)} />;
  if (kind === 'choice') return choices?.find(choice => choice.value === value)?.text ?? value;
  return value;
}

type TargetsProps = Pick<ActPageProps, 'frame' | 'act' | 'id' | 'reference'> & {
  readonly targets: readonly Target[];
};

/** What an act may be about, where that is not said. */
export function TargetsPage({ frame, act, id, reference, targets }: TargetsProps) {
  return (
    <Layout frame={frame} title={act.title} trail={[{ path: `/conventions/${id}`, name: reference }]}>
      <p>Sur quoi ?</p>
      <ul>
        {targets.map(target => (
          <li>
            <a href={linkTo(pathOf({ id, act }), { cible: target.id })}>{target.text}</a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

function Where({ id, reference, target }: { id: string; reference: string; target: Target }) {
  return (
    <p>
      <a href={`/conventions/${id}`}>{reference}</a>
      {target.text !== '' && ` – ${target.text}`}
    </p>
  );
}
