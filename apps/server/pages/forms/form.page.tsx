import type { ComponentChildren } from 'preact';
import type { Frame } from '../../request/frame.js';
import type { ActField } from '../actions/action.js';
import { Controls } from '../actions/controls.js';
import { Csrf } from '../components/layout.js';
import { ErrorSummary } from '../components/messages.js';
import type { Filled } from './desk.js';

interface FormProps extends Filled {
  readonly frame: Frame;
  readonly action: string;
  readonly fields: readonly ActField[];
  /** What its button does. */
  readonly does: string;
  /** Where one goes who gives up. */
  readonly back?: string;
  readonly children?: ComponentChildren;
}

/** A form: what is wrong at its top and beside each field, nothing typed lost, recorded once. */
export function FilledForm({ frame, action, fields, values, faults, once, does, back, children }: FormProps) {
  const byField = new Map(
    faults.flatMap(({ field, detail }) => (field === undefined ? [] : [[field, detail] as const])),
  );
  return (
    <>
      <ErrorSummary faults={faults} />
      <form method="post" action={action} class="fields" noValidate>
        <Csrf frame={frame} />
        <input type="hidden" name="cle" value={once} />
        {children}
        {fields.some(({ kind }) => kind === 'more') && (
          <button class="unseen" tabIndex={-1} aria-hidden="true">
            {does}
          </button>
        )}
        <Controls fields={fields} values={values} faults={byField} />
        <div class="actions">
          <button>{does}</button>
          {back !== undefined && <a href={back}>Abandonner</a>}
        </div>
      </form>
    </>
  );
}
