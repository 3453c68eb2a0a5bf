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

/** A lateral table `s` with the standing of convention `c` at a moment. */
export function standingSql(moment: Moment, params: Params): string {
  const columns = Object.values(COLUMNS);
  if (moment.latest) return `cross join lateral (select ${columns.map(name => `c.${name}`).join()}) s`;
  const attributes = ATTRIBUTES.map((attribute, code) => {
    const sum = `coalesce(sum(m.amount) filter (where m.attribute = ${code}), 0)::integer`;
    const value = attribute === 'visaRefused' ? `${sum} > 0` : `date '1900-01-01' + nullif(${sum}, 0)`;
    return `${value} as ${COLUMNS[attribute]}`;
  });
  return `cross join lateral (select ${attributes.join()} from read.standing m
    where m.convention_key = c.key and ${by(moment, params).join(' and ')}) s`;
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
