import type { Type } from '@nestjs/common';
import { type Problem, problemOf } from '../problem/problem.js';
import { Refused } from '../problem/refused.js';
import { readDto } from '../validation/dto.pipe.js';

/** The parameters of an address, those left empty in a form aside. */
export type Query = Readonly<Record<string, string>>;

export function filled(query: unknown): Query {
  const given = Object.entries(query as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    given.flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    ),
  );
}

/** The address of a page with other parameters; an empty one is left out. */
export function linkTo(path: string, query: Readonly<Record<string, string | null | undefined>>): string {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    value ? [[name, value] as [string, string]] : [],
  );
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`;
}

/** What a question is answered, or why it is refused, field by field. */
export type Answered<T> =
  | { readonly answer: T; readonly problem?: undefined }
  | { readonly answer?: undefined; readonly problem: Problem };

/** Asks what the API's route would be asked, with its checks; a refusal comes back as its problem. */
export async function asked<Question extends object, T>(
  type: Type<Question>,
  query: Query,
  ask: (question: Question) => Promise<T>,
): Promise<Answered<T>> {
  try {
    return { answer: await ask(readDto(type, query)) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { problem: problemOf(error.refusals, '') };
  }
}

/** What is wrong with a parameter. */
export function faultOf(problem: Problem | undefined, name: string): string | undefined {
  return problem?.errors.find(({ pointer }) => pointer === `/${name}`)?.detail;
}
