import type { Imputation } from '#ledger';
import type { ImputationRow } from './imputation.entity.js';

export const AXES = [
  'programme',
  'titre',
  'categorie',
  'action',
  'sousAction',
  'activite',
  'pce',
  'groupeMarchandises',
  'fondsDeConcours',
  'centreFinancier',
  'centreDeCouts',
  'localisation',
  'societe',
  'axeMinisteriel',
] as const satisfies readonly (keyof Imputation)[];

export type Axis = (typeof AXES)[number];

export function imputationCode(imputation: Imputation): string {
  return AXES.map(axis => imputation[axis] ?? '').join('/');
}

export function imputationRow(key: number, imputation: Imputation): ImputationRow {
  const absent = {
    fondsDeConcours: null,
    centreFinancier: null,
    centreDeCouts: null,
    localisation: null,
    societe: null,
    axeMinisteriel: null,
  };
  return { ...absent, ...imputation, key, code: imputationCode(imputation) };
}
