/** Legal type of a body: decides its compte PCE and groupe de marchandises. */
export const LEGAL_TYPES = ['commune', 'epci', 'departement', 'region', 'eple', 'ecole', 'etat'] as const;
export type LegalType = (typeof LEGAL_TYPES)[number];

/**
 * `on_expense`: paid on proof, advance first; `flat_grant`: paid in full once signed, used and declared later;
 * `in_kind`: equipment bought and lent by a collectivité, no money of the State.
 */
export const FLOW_KINDS = ['on_expense', 'flat_grant', 'in_kind'] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** What an expense is for: who bears it follows from the scheme. */
export const EXPENSE_CATEGORIES = [
  'equipment',
  'services',
  'resources',
  'infrastructure',
  'maintenance',
] as const;
export type ExpenseCategory = (typeof EXPENSE_CATEGORIES)[number];

/** How the quantities of allocations follow the head-counts that are observed. */
export const QUANTITY_RULES = ['amendment', 'observation'] as const;
export type QuantityRule = (typeof QUANTITY_RULES)[number];
