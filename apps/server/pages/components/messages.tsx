import type { ComponentChildren } from 'preact';

interface BannerProps {
  readonly kind: 'note' | 'done' | 'warning' | 'error';
  readonly children: ComponentChildren;
}

/** What one must have seen before reading on. */
export function Banner({ kind, children }: BannerProps) {
  return (
    <div class={`banner ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}

/** What is wrong with a form, once, at the top, with the way to each field. */
export interface FieldFault {
  /** The field's name in the form; absent where no field is at fault. */
  readonly field?: string;
  readonly label?: string;
  readonly detail: string;
}

export function ErrorSummary({ faults }: { readonly faults: readonly FieldFault[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="banner error" role="alert" tabIndex={-1} id="faults">
      <h2>{faults.length === 1 ? 'Un point est à corriger' : `${faults.length} points sont à corriger`}</h2>
      <ul>
        {faults.map(({ field, label, detail }) => (
          <li>
            {field === undefined ? (
              detail
            ) : (
              <a href={`#${field}`}>
                {label} : {detail}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
