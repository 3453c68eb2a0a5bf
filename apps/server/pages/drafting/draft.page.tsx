import type { SchemesAnswer } from '../../answers/reference.answer.js';
import type { Frame } from '../../request/frame.js';
import type { ActField, Values } from '../actions/action.js';
import { Controls } from '../actions/controls.js';
import { type Foreseen, WouldBe } from '../actions/foreseen.js';
import { fileName, readName } from '../actions/form.js';
import { Files } from '../components/files.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner, ErrorSummary } from '../components/messages.js';
import type { Filled } from '../forms/desk.js';

const CONVENTIONS = [{ path: '/conventions', name: 'Conventions' }] as const;
const NEW = [...CONVENTIONS, { path: '/conventions/nouvelle', name: 'Nouvelle convention' }] as const;

export function ChooseSchemePage({ frame, schemes }: { readonly frame: Frame } & SchemesAnswer) {
  return (
    <Layout frame={frame} title="Nouvelle convention" trail={CONVENTIONS}>
      <p>Sous quel dispositif ? Les plafonds, les taux et l’avance en viennent.</p>
      <dl>
        {schemes.flatMap(({ code, versions }) => {
          const latest = versions.at(-1);
          return [
            <dt>
              <a href={`/conventions/nouvelle/${code}`}>{latest?.label ?? code}</a>
            </dt>,
            <dd>{latest?.legalBasis}</dd>,
          ];
        })}
      </dl>
    </Layout>
  );
}

interface DraftProps extends Filled {
  readonly frame: Frame;
  readonly code: string;
  /** Of the scheme. */
  readonly label: string;
  readonly fields: readonly ActField[];
}

export function DraftPage({ frame, code, label, fields, values, faults, once }: DraftProps) {
  const path = `/conventions/nouvelle/${code}`;
  const byField = new Map(
    faults.flatMap(({ field, detail }) => (field === undefined ? [] : [[field, detail] as const])),
  );
  return (
    <Layout frame={frame} title="Nouvelle convention" trail={NEW} live>
      <p>{label}</p>
      <p>
        <Files
          what="le modèle de l’annexe"
          path={`${path}/modele`}
          query={{}}
          formats={['xlsx', 'ods', 'csv']}
        />
      </p>
      <ErrorSummary faults={faults} />
      <form method="post" action={path} class="fields" enctype="multipart/form-data" noValidate>
        <Csrf frame={frame} />
        <input type="hidden" name="cle" value={once} />
        <Controls fields={fields} values={values} faults={byField} />
        <h2>Totaux</h2>
        <div
          class="running"
          aria-live="polite"
          hx-post={`${path}/calcul`}
          hx-include="closest form"
          hx-trigger="change from:closest form delay:300ms"
        />
        <div class="actions">
          <button name="etape" value="apercu">
            Voir ce qui serait enregistré
          </button>
          <a href="/conventions">Abandonner</a>
        </div>
      </form>
    </Layout>
  );
}

interface PreviewProps extends Pick<DraftProps, 'frame' | 'code' | 'fields' | 'once'> {
  readonly values: Values;
  readonly foreseen: Foreseen;
}

export function DraftPreviewPage({ frame, code, fields, values, once, foreseen }: PreviewProps) {
  return (
    <Layout frame={frame} title="Nouvelle convention : à confirmer" trail={NEW}>
      <Banner kind="note">Rien n’est encore enregistré. Voici ce qui le serait :</Banner>
      <WouldBe {...foreseen} />
      <form method="post" action={`/conventions/nouvelle/${code}`}>
        <Csrf frame={frame} />
        <input type="hidden" name="cle" value={once} />
        {fields.flatMap(({ name, kind }) => [
          <input type="hidden" name={name} value={values[name] ?? ''} />,
          kind === 'sheet' && (
            <input type="hidden" name={fileName(name)} value={values[fileName(name)] ?? ''} />
          ),
          kind === 'sheet' && (
            <input type="hidden" name={readName(name)} value={values[readName(name)] ?? ''} />
          ),
        ])}
        <div class="actions">
          <button name="etape" value="confirmer">
            Confirmer et enregistrer
          </button>
          <button name="etape" value="modifier" class="quiet">
            Modifier
          </button>
          <a href="/conventions">Abandonner</a>
        </div>
      </form>
    </Layout>
  );
}
