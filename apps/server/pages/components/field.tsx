import type { ComponentChildren } from 'preact';

interface FieldProps {
  /** Name and id of its control. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly children: (attributes: {
    readonly id: string;
    readonly name: string;
    readonly 'aria-invalid'?: 'true' | undefined;
    readonly 'aria-describedby'?: string | undefined;
  }) => ComponentChildren;
}

/** A control with its label, what it wants, and what is wrong with it. */
export function Field({ name, label, hint, fault, optional = false, children }: FieldProps) {
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional && <span class="none"> (facultatif)</span>}
      </label>
      {hint && (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="fault" id={`${name}-fault`}>
          {fault}
        </span>
      )}
      {children({
        id: name,
        name,
        'aria-invalid': fault ? 'true' : undefined,
        'aria-describedby': described || undefined,
      })}
    </div>
  );
}

interface InputProps extends Omit<FieldProps, 'children'> {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'date' | 'search';
  readonly short?: boolean;
  readonly inputMode?: 'decimal' | 'numeric' | undefined;
  /** Checked while it is typed, on a page that is `live`. */
  readonly check?: string | undefined;
  /** What may be typed, offered while it is. */
  readonly known?: readonly Choice[];
}

export function Input({
  value = '',
  type = 'text',
  short = false,
  inputMode,
  check,
  known = [],
  ...field
}: InputProps) {
  return (
    <Field {...field}>
      {attributes => {
        const all = {
          ...attributes,
          value,
          class: short ? 'short' : undefined,
          autocomplete: 'off' as const,
          ...(known.length > 0 ? { list: `${field.name}-known` } : {}),
        };
        const offered = known.length > 0 && (
          <datalist id={`${field.name}-known`}>
            {known.map(choice => (
              <option value={choice.value}>{choice.text}</option>
            ))}
          </datalist>
        );
        if (type === 'date') return <input type="date" {...all} />;
        if (type === 'search') return <input type="search" {...all} />;
        if (check === undefined) {
          return (
            <>
              <input type="text" inputMode={inputMode} {...all} />
              {offered}
            </>
          );
        }
        return (
          <>
            <input
              type="text"
              {...all}
              hx-get={`/verification/${check}`}
              hx-trigger="change, keyup changed delay:500ms"
              hx-target="next .checked"
              hx-params={field.name}
            />
            {offered}
            <span class="hint checked" aria-live="polite" />
          </>
        );
      }}
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface SelectProps extends Omit<FieldProps, 'children'> {
  readonly value?: string | undefined;
  readonly choices: readonly Choice[];
  /** The text of "none of them"; absent: one must be taken. */
  readonly none?: string;
}

export function Select({ value = '', choices, none, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {attributes => (
        <select {...attributes}>
          {none !== undefined && <option value="">{none}</option>}
          {value !== '' && choices.every(choice => choice.value !== value) && (
            <option value={value} selected>
              {value} (inconnu)
            </option>
          )}
          {choices.map(choice => (
            <option value={choice.value} selected={choice.value === value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
