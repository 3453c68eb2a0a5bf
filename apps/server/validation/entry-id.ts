import type { PipeTransform } from '@nestjs/common';
import { refuse } from '#kernel';
import { Refused } from '../problem/refused.js';
import { isUuid } from './fields.js';

/** A parameter of the path that names an entry: what has not the form of one names nothing. */
export function EntryId(unknown: string): PipeTransform<string, string> {
  return {
    transform: given => {
      if (isUuid(given)) return given;
      throw new Refused([refuse(unknown, nameIn(unknown, given))]);
    },
  };
}

/** The detail that carries the name, as the ledger's refusal of the same code has it. */
function nameIn(code: string, given: string): Readonly<Record<string, string>> {
  return { [code.split('_')[0]!]: given };
}
