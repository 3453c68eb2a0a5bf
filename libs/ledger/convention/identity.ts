import type { Evolutions } from './evolving.js';
import type { Payee } from './state.js';

/** From its date on a party or établissement is as the fact says; on any day before, as it was. */
export const identityEvolutions: Evolutions<'PartyChanged' | 'SchoolChanged'> = {
  PartyChanged: (state, { party: id, name, siret, legalType }) => {
    const { draft } = state;
    const known = draft?.parties.find(party => party.id === id);
    if (!draft || !known) return state;
    const changed = {
      ...known,
      name,
      ...(siret === undefined ? {} : { siret }),
      ...(legalType === undefined ? {} : { legalType }),
    };
    const parties = draft.parties.map(party => (party === known ? changed : party));
    const isPaid = (payee: Payee) => known.siret !== undefined && payee.siret === known.siret;
    return {
      ...state,
      draft: { ...draft, parties },
      lines: state.lines.map(line =>
        isPaid(line.payee)
          ? {
              ...line,
              payee: {
                ...line.payee,
                name,
                ...(siret === undefined ? {} : { siret }),
                ...(legalType === undefined ? {} : { legalType }),
              },
            }
          : line,
      ),
    };
  },
  SchoolChanged: (state, { school }) => ({
    ...state,
    schools: { ...state.schools, [school.uai]: school },
    lines: state.lines.map(line =>
      line.payee.uai === school.uai ? { ...line, payee: { ...line.payee, name: school.name } } : line,
    ),
  }),
};
