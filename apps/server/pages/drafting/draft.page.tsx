import type { SchemesAnswer } from '../../answers/reference.answer.js';
import type { Frame } from '../../request/frame.js';
import type { ActField, Values } from '../actions/action.js';
import { Controls, FirstButton, Kept } from '../actions/controls.js';
import { type Foreseen, WouldBe } from '../actions/foreseen.js';
import { Files } from '../components/files.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner, ErrorSummary } from '../components/messages.js';
import type { Filled } from '../forms/desk.js';
import type { Drafting } from './drafting-table.js';

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
  readonly drafting: Drafting;
  readonly fields: readonly ActField[];
}

const titleOf = ({ of }: Drafting) => (of ? `Projet ${of.reference}` : 'Nouvelle convention');
const trailOf = ({ of }: Drafting) =>
  of ? [...CONVENTIONS, { path: `/conventions/${of.id}`, name: of.reference }] : NEW;
const backOf = ({ of }: Drafting) => (of ? `/conventions/${of.id}` : '/conventions');

/** What each form of a draft carries besides its fields. */
function Carried({ frame, once, drafting }: Pick<DraftProps, 'frame' | 'once' | 'drafting'>) {
  return (
    <>
      <Csrf frame={frame} />
      <input type="hidden" name="cle" value={once} />
      {drafting.version !== undefined && <input type="hidden" name="version" value={drafting.version} />}
    </>
  );
}

export function DraftPage({ frame, drafting, fields, values, faults, once }: DraftProps) {
  const { path, scheme, code } = drafting;
  const byField = new Map(
    faults.flatMap(({ field, detail }) => (field === undefined ? [] : [[field, detail] as const])),
  );
  return (
    <Layout frame={frame} title={titleOf(drafting)} trail={trailOf(drafting)} live>
      <p>{scheme.label}</p>
      <p>
        <Files
          what="le modèle de l’annexe"
          path={`/conventions/nouvelle/${code}/modele`}
          query={{}}
          formats={['xlsx', 'ods', 'csv']}
        />
      </p>
      <ErrorSummary faults={faults} />
      <form method="post" action={path} class="fields" enctype="multipart/form-data" noValidate>
        <Carried frame={frame} once={once} drafting={drafting} />
        <FirstButton />
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
          <a href={backOf(drafting)}>Abandonner</a>
        </div>
      </form>
    </Layout>
  );
}

interface PreviewProps extends Pick<DraftProps, 'frame' | 'drafting' | 'fields' | 'once'> {
  readonly values: Values;
  readonly foreseen: Foreseen;
}

export function DraftPreviewPage({ frame, drafting, fields, values, once, foreseen }: PreviewProps) {
  return (
    <Layout frame={frame} title={`${titleOf(drafting)} : à confirmer`} trail={trailOf(drafting)}>
      <Banner kind="note">Rien n’est encore enregistré. Voici ce qui le serait :</Banner>
      <WouldBe {...foreseen} />
      <form method="post" action={drafting.path}>
        <Carried frame={frame} once={once} drafting={drafting} />
        <Kept fields={fields} values={values} />
        <div class="actions">
          <button name="etape" value="confirmer">
            Confirmer et enregistrer
          </button>
          <button name="etape" value="modifier" class="quiet">
            Modifier
          </button>
          <a href={backOf(drafting)}>Abandonner</a>
        </div>
      </form>
    </Layout>
  );
}
