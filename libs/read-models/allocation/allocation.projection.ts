import type { Allocation, School, Tranche } from '#ledger';
import type { LineRow } from '../line/line.entity.js';
import type { AllocationRow } from './allocation.entity.js';

export function allocationRow(
  line: LineRow,
  key: number,
  tranche: Tranche,
  { id, uai, unit }: Allocation,
  school: School | undefined,
): AllocationRow {
  return {
    conventionKey: line.conventionKey,
    key,
    lineKey: line.key,
    tranche: tranche.id,
    trancheLabel: tranche.label,
    allocationId: id,
    uai,
    schoolName: school?.name ?? '',
    referenceCollege: school?.referenceCollegeUai ?? null,
    address: school?.address ?? null,
    commune: school?.commune ?? null,
    inseeCode: school?.inseeCode ?? null,
    departement: school?.departement ?? null,
    unit,
  };
}
