import type { Moment } from '../reading/as-of.js';
import { by } from '../reading/as-of.js';
import type { Params } from '../reading/params.js';
import { type Attribute, ATTRIBUTES } from '../standing/standing.projection.js';

const COLUMNS: Readonly<Record<Attribute, string>> = {
  visaRefused: 'visa_refused',
  signedOn: 'signed_on',
  validUntil: 'valid_until',
  suspendedSince: 'suspended_since',
  noticeUntil: 'notice_until',
  closedOn: 'closed_on',
  supersededOn: 'superseded_on',
};

/** What a child takes of its parent `p`, of its own `o`: the same as `withParent` of the ledger. */
const UNDER_PARENT: Readonly<Partial<Record<Attribute, string>>> = {
  validUntil: `case when o.signed_on is null then o.valid_until
    when c.follows_parent then p.valid_until else least(o.valid_until, p.valid_until) end`,
  suspendedSince: 'coalesce(o.suspended_since, p.suspended_since)',
  noticeUntil: 'least(o.notice_until, p.notice_until)',
  supersededOn: 'coalesce(o.superseded_on, p.superseded_on)',
};

/** A lateral table `s` with the standing of convention `c` at a moment; of a child, under its parent. */
export function standingSql(moment: Moment, params: Params): string {
  const columns = ATTRIBUTES.map(attribute => {
    const under = UNDER_PARENT[attribute];
    const own = `o.${COLUMNS[attribute]}`;
    return `${under ? `case when c.parent_stream is null then ${own} else ${under} end` : own} as ${COLUMNS[attribute]}`;
  });
  return `left join read.convention pc on pc.stream = c.parent_stream
    ${ownSql('c', 'o', moment, params)} ${ownSql('pc', 'p', moment, params)}
    cross join lateral (select ${columns.join()}) s`;
}

/** A lateral table with the standing of a convention by its own facts. */
function ownSql(convention: string, name: string, moment: Moment, params: Params): string {
  const columns = Object.values(COLUMNS);
  if (moment.latest) {
    return `cross join lateral (select ${columns.map(column => `${convention}.${column}`).join()}) ${name}`;
  }
  const attributes = ATTRIBUTES.map((attribute, code) => {
    const sum = `coalesce(sum(m.amount) filter (where m.attribute = ${code}), 0)::integer`;
    const value = attribute === 'visaRefused' ? `${sum} > 0` : `date '1900-01-01' + nullif(${sum}, 0)`;
    return `${value} as ${COLUMNS[attribute]}`;
  });
  return `cross join lateral (select ${attributes.join()} from read.standing m
    where m.convention_key = ${convention}.key and ${by(moment, params).join(' and ')}) ${name}`;
}

/** The stage on a day, of the standing `s`: the same as `stageOf` of the ledger. */
export function stageSql(today: string): string {
  return `case
    when s.closed_on is not null then 'closed'
    when s.signed_on is null then case when s.visa_refused then 'visa_refused' else 'drafted' end
    when s.superseded_on is not null then 'superseded'
    when s.notice_until is not null then
      case when ${today}::date > s.notice_until then 'terminated' else 'in_notice' end
    when s.suspended_since is not null then 'suspended'
    when ${today}::date > s.valid_until then 'expired'
    else 'signed' end`;
}
