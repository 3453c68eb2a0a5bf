import { Field, Input, Select } from '../components/field.js';
import type { ActField, Values } from './action.js';
import { ADD } from './body.js';
import { fileName, readName } from './form.js';

interface ControlProps {
  readonly field: ActField;
  readonly values: Values;
  readonly fault: string | undefined;
}

const YES = { value: 'oui', text: 'oui' };
const NO = { value: 'non', text: 'non' };
const NONE = { none: '—' };

/** The control of a field, by its kind. */
function Control({ field, values, fault }: ControlProps) {
  const { name, label, kind, hint, optional, check, choices = [] } = field;
  const common = { name, label, hint, optional, fault };
  // A row that was just added holds nothing yet.
  const value = values[name] ?? field.value ?? '';
  switch (kind) {
    case 'fixed':
      return <input type="hidden" name={name} value={value} />;
    case 'day':
      return <Input {...common} type="date" value={value} />;
    case 'amount':
      return <Input {...common} short inputMode="decimal" value={value} />;
    case 'rate':
      return <Input {...common} short value={value} />;
    case 'whole':
      return <Input {...common} short inputMode="numeric" value={value} />;
    case 'choice':
      return <Select {...common} value={value} choices={choices} {...(optional ? NONE : {})} />;
    case 'flag':
      return <Select {...common} value={value} choices={[YES, NO]} {...(optional ? NONE : {})} />;
    case 'keep':
      return <Select {...common} value={value} choices={[NO, YES]} />;
    case 'more':
      return (
        <button class="quiet more" id={name} name={ADD} value={name}>
          {label}
        </button>
      );
    case 'long':
      return (
        <Field {...common}>
          {attributes => (
            <textarea {...attributes} rows={3}>
              {value}
            </textarea>
          )}
        </Field>
      );
    case 'file':
    case 'sheet':
      return (
        <>
          {kind === 'sheet' && value && (
            <input type="hidden" name={readName(name)} value={values[readName(name)] ?? ''} />
          )}
          <FileControl {...common} value={value} sent={values[fileName(name)] ?? ''} />
        </>
      );
    default:
      return <Input {...common} value={value} check={check} known={choices} />;
  }
}

interface FileProps extends Pick<ActField, 'name' | 'label'> {
  readonly hint: string | undefined;
  readonly optional: boolean | undefined;
  readonly fault: string | undefined;
  readonly value: string;
  /** The name of the file that is already kept. */
  readonly sent: string;
}

function FileControl({ value, sent, ...field }: FileProps) {
  return (
    <>
      {value && <input type="hidden" name={field.name} value={value} />}
      {value && <input type="hidden" name={fileName(field.name)} value={sent} />}
      <Field {...field} hint={value ? `Déjà déposé : ${sent}. Un autre fichier le remplace.` : field.hint}>
        {attributes => <input type="file" {...attributes} />}
      </Field>
    </>
  );
}

/** What the Enter key does in a form, whatever buttons stand above its last. */
export const FirstButton = () => (
  <button class="unseen" tabIndex={-1} aria-hidden="true">
    Voir ce qui serait enregistré
  </button>
);

/** What the preview sends back: all that was typed, and nothing that acts. */
export function Kept({ fields, values }: Pick<ControlsProps, 'fields' | 'values'>) {
  return (
    <>
      {fields.flatMap(({ name, kind }) => {
        if (kind === 'more') return [];
        const named = (field: string) => <input type="hidden" name={field} value={values[field] ?? ''} />;
        return [
          named(name),
          ...(kind === 'file' || kind === 'sheet' ? [named(fileName(name))] : []),
          ...(kind === 'sheet' ? [named(readName(name))] : []),
        ];
      })}
    </>
  );
}

/** Whether something of it is asked again while it is filled. */
export const isLive = (fields: readonly ActField[]) => fields.some(({ check }) => check !== undefined);

interface ControlsProps {
  readonly fields: readonly ActField[];
  readonly values: Values;
  readonly faults: ReadonlyMap<string, string>;
}

/** All fields; those of one group together, a group where nothing was typed after the first closed. */
export function Controls({ fields, values, faults }: ControlsProps) {
  const groups = Map.groupBy(fields, ({ group }) => group ?? '');
  return (
    <>
      {[...groups].map(([title, members]) => {
        const controls = (of: readonly ActField[]) =>
          of.map(field => <Control field={field} values={values} fault={faults.get(field.name)} />);
        if (title === '') return controls(members);
        const seldom = members.filter(({ folded }) => folded);
        const open = seldom.some(({ name }) => (values[name] ?? '') !== '' || faults.has(name));
        return (
          <fieldset>
            <legend>{title}</legend>
            {controls(members.filter(({ folded, kind }) => !folded && kind !== 'more'))}
            {seldom.length > 0 && (
              <details open={open}>
                <summary>Précisions, si le texte en donne</summary>
                {controls(seldom)}
              </details>
            )}
            {controls(members.filter(({ kind }) => kind === 'more'))}
          </fieldset>
        );
      })}
    </>
  );
}
