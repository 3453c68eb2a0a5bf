import { DEADLINE_KINDS, type DeadlineKind, MEASURES } from '#ledger';
import { standingSql } from '../convention/stage.sql.js';
import { by, type Moment } from '../reading/as-of.js';
import type { Params } from '../reading/params.js';

const code = (kind: DeadlineKind) => DEADLINE_KINDS.indexOf(kind);
const END = code('end_of_validity');
const RENEWAL = code('renewal');
const NOTICE = code('end_of_notice');
const RETURN = code('equipment_return');
const COMMITTEE = code('committee');
const FORCE_MAJEURE = code('force_majeure_termination');
/** What is due on the last day of a convention. */
const ON_LAST_DAY = [code('statement_due'), code('use_due'), code('financial_report_due')];

/** Of a convention and of its parent: what the dates of a child follow from. */
export const OF_TERM: readonly number[] = [END, RENEWAL];

/**
 * Tables `child` and `v`, of the dates `d` that follow from each convention's own facts: those of a child follow from
 * its parent's too (`deadlinesAt` of the ledger). A child that is not signed yet, or closed, has its own only.
 */
export function underParentSql(moment: Moment, params: Params): string {
  const date = (name: string, key: string, kind: number) =>
    `left join d ${name} on ${name}.convention_key = ${key} and ${name}.kind = ${kind}`;
  const out = `exists (select from read.movement m
    join read.line l on l.convention_key = m.convention_key and l.key = m.line_key and l.kind = 'in_kind'
    where m.convention_key = child.key and ${by(moment, params).join(' and ')}
      and m.measure in (${MEASURES.indexOf('delivered_quantity')}, ${MEASURES.indexOf('returned_quantity')})
    having sum(case when m.measure = ${MEASURES.indexOf('delivered_quantity')} then m.amount else -m.amount end) > 0)`;
  const added = (kind: number, due: string, where: string) =>
    `union all select child.key, ${kind}, 0, '', ${due} from child where ${where}`;
  return `child as (
      select of_parent.*, least(period, notice_until, superseded_on) as last_day from (
        select c.key, c.follows_parent, s.notice_until, s.superseded_on,
          case when c.follows_parent then pe.due else least(ce.due, s.valid_until) end as period,
          case when c.follows_parent then pr.due else cr.due end as renewal
        from read.convention c ${standingSql(moment, params)}
          ${date('pe', 'pc.key', END)} ${date('ce', 'c.key', END)}
          ${date('pr', 'pc.key', RENEWAL)} ${date('cr', 'c.key', RENEWAL)}
        where c.parent_stream is not null and s.signed_on is not null and s.closed_on is null
      ) of_parent
    ), v as (
      select d.convention_key, d.kind, d.line_key, d.order_id,
        case when d.kind in (${ON_LAST_DAY.join()}) then coalesce(child.last_day, d.due) else d.due end as due
      from d left join child on child.key = d.convention_key
      where child.key is null
        or (d.kind not in (${[END, RENEWAL, NOTICE, RETURN].join()})
          and not (d.kind in (${ON_LAST_DAY.join()}) and child.follows_parent and child.last_day is null)
          and not (d.kind = ${COMMITTEE} and d.due > coalesce(child.last_day, d.due))
          and not (d.kind = ${FORCE_MAJEURE} and child.notice_until is not null))
      ${added(END, 'period', 'period is not null and superseded_on is null')}
      ${added(RENEWAL, 'renewal', 'renewal is not null and notice_until is null and superseded_on is null')}
      ${added(NOTICE, 'notice_until', 'notice_until is not null')}
      ${added(RETURN, 'notice_until', `notice_until is not null and ${out}`)}
    )`;
}
