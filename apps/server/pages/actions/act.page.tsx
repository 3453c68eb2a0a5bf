import type { FactAnswer } from '../../answers/history.answer.js';
import type { Frame } from '../../request/frame.js';
import { OnDay } from '../components/figures.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner, ErrorSummary, type FieldFault } from '../components/messages.js';
import { Fact } from '../history/fact.js';
import type { Recorded } from '../history/recorded.js';
import type { Act, ActField, Target } from './action.js';
import type { Values } from './body.js';
import { Controls } from './controls.js';
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
}

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
  const files = fields.some(({ kind }) => kind === 'file');
  const byField = new Map(
    faults.flatMap(({ field, detail }) => (field === undefined ? [] : [[field, detail] as const])),
  );
  return (
    <Layout frame={frame} title={act.title}>
      <Where id={id} reference={reference} target={target} />
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
      <ErrorSummary faults={faults} />
      <form
        method="post"
        action={pathOf(props)}
        class="fields"
        enctype={files ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
        noValidate
      >
        <Carried frame={frame} idempotency={props.once} version={version} target={target} />
        <Controls fields={fields} values={values} faults={byField} />
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

/** What would be recorded, with the computation of each amount, before it is. */
export function PreviewPage(props: ActPageProps & { readonly facts: readonly FactAnswer[] }) {
  const { frame, act, target, reference, id, fields, values, version, facts } = props;
  return (
    <Layout frame={frame} title={`${act.title} : à confirmer`}>
      <Where id={id} reference={reference} target={target} />
      <Banner kind="note">Rien n’est encore enregistré. Voici ce qui le serait :</Banner>
      <ul>
        {facts.map(fact => (
          <li>
            <OnDay of={fact.effectiveOn} /> <Fact fact={fact} />
            {fact.fiscalYear !== undefined && <small class="none"> exercice {fact.fiscalYear}</small>}
          </li>
        ))}
      </ul>
      <h2>Votre saisie</h2>
      <dl class="pairs">
        {fields
          .filter(({ name, kind }) => kind !== 'fixed' && (values[name] ?? '').trim() !== '')
          .flatMap(({ name, label, choices, kind, group }) => [
            <dt>{group === undefined ? label : `${group} – ${label}`}</dt>,
            <dd>{shown(kind, values[name]!, values[fileName(name)], choices)}</dd>,
          ])}
      </dl>
      <form method="post" action={pathOf(props)}>
        <Carried frame={frame} idempotency={props.once} version={version} target={target} />
        {fields.flatMap(({ name, kind }) => [
          <input type="hidden" name={name} value={values[name] ?? ''} />,
          kind === 'file' && (
            <input type="hidden" name={fileName(name)} value={values[fileName(name)] ?? ''} />
          ),
        ])}
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
  if (kind === 'file') return file;
  if (kind === 'day') return <OnDay of={value} />;
  if (kind === 'choice') return choices?.find(choice => choice.value === value)?.text ?? value;
  return value;
}

function Where({ id, reference, target }: { id: string; reference: string; target: Target }) {
  return (
    <p>
      <a href={`/conventions/${id}`}>{reference}</a>
      {target.text !== '' && ` – ${target.text}`}
    </p>
  );
}
