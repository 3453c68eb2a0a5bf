import { Field, Input, Select } from '../components/field.js';
import type { ActField } from './action.js';
import type { Values } from './action.js';
import { fileName, readName } from './form.js';

interface ControlProps {
  readonly field: ActField;
  readonly values: Values;
  readonly fault: string | undefined;
}

/** The control of a field, by its kind. */
function Control({ field, values, fault }: ControlProps) {
  const { name, label, kind, hint, optional, check, choices = [] } = field;
  const common = { name, label, hint, optional, fault };
  const value = values[name] ?? '';
  switch (kind) {
    case 'fixed':
      return <input type="hidden" name={name} value={value} />;
    case 'day':
      return <Input {...common} type="date" value={value} />;
    case 'amount':
      return <Input {...common} short inputMode="decimal" value={value} />;
    case 'whole':
      return <Input {...common} short inputMode="numeric" value={value} />;
    case 'choice':
      return <Select {...common} value={value} choices={choices} />;
    case 'flag':
      return (
        <Select
          {...common}
          value={value}
          choices={[
            { value: 'oui', text: 'oui' },
            { value: 'non', text: 'non' },
          ]}
        />
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
      return <Input {...common} value={value} check={check} />;
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
        const controls = members.map(field => (
          <Control field={field} values={values} fault={faults.get(field.name)} />
        ));
        return title === '' ? (
          controls
        ) : (
          <fieldset>
            <legend>{title}</legend>
            {controls}
          </fieldset>
        );
      })}
    </>
  );
}
