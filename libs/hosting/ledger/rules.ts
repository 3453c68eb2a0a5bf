import { type AnyDecider, type FactCodec, factCodec } from '#kernel';
import {
  conventionDecider,
  fiscalYearDecider,
  installationDecider,
  nomenclatureDecider,
  schemeDecider,
} from '#ledger';

/** The rules of every kind of stream. */
export const deciders: readonly AnyDecider[] = [
  conventionDecider,
  schemeDecider,
  nomenclatureDecider,
  fiscalYearDecider,
  installationDecider,
];

/** Reads and writes every fact of the log. */
export const codec: FactCodec = factCodec(deciders.flatMap(({ definitions }) => definitions));
