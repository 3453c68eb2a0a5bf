import { fr, quoted } from '../french.js';
import { day, euros, instant, percent, quantity } from '../format.js';
import {
  FISCAL_YEAR_STATUSES,
  EXPENSE_CATEGORIES,
  FLOWS,
  INSTALLATION_MODES,
  labelIn,
  LEGAL_TYPES,
  NOMENCLATURE_AXES,
} from '../labels/index.js';
import type { RefusalCode, Sentences } from '../refusal-codes.js';

const KEYS = { ...LEGAL_TYPES, ...FLOWS };

/** What was given, and the identifier that would hold where the key can be computed. */
function wrongKey(what: string, given: string, expected: string | undefined): string {
  return expected === undefined
    ? fr`${what} ${quoted(given)} est erronée. Vérifiez la saisie.`
    : fr`${what} ${quoted(given)} est erronée : on attend ${quoted(expected)}. Vérifiez la saisie.`;
}

/** Identifiers, schemes, nomenclature, fiscal years, installation. */
export const ofReferenceData = {
  amount_malformed: ({ given }) =>
    fr`Le montant ${quoted(given)} est mal formé. Écrivez-le entre guillemets, sans signe, avec un point et deux décimales : "2000.00".`,
  rate_malformed: ({ given }) =>
    fr`Le taux ${quoted(given)} est mal formé. Écrivez-le entre guillemets, avec un point et six décimales au plus : "0.5" pour ${percent('0.5')}.`,
  day_malformed: ({ given }) =>
    fr`La date ${quoted(given)} n’existe pas ou est mal formée. Écrivez-la sous la forme AAAA-MM-JJ, de 1900 à 2199.`,
  uai_malformed: ({ given }) =>
    fr`L’UAI ${quoted(given)} est mal formé. Indiquez 7 chiffres et une lettre majuscule.`,
  uai_wrong_letter: ({ given, expected }) => wrongKey('La lettre de l’UAI', given, expected),
  siret_malformed: ({ given }) =>
    fr`Le SIRET ${quoted(given)} est mal formé. Indiquez 14 chiffres, sans espace.`,
  siret_wrong_key: ({ given, expected }) => wrongKey('La clé de contrôle (Luhn) du SIRET', given, expected),
  iban_malformed: ({ given }) =>
    fr`L’IBAN ${quoted(given)} est mal formé ou sa clé est erronée. Recopiez-le depuis le relevé d’identité bancaire.`,
  iban_wrong_rib_key: ({ given, expected }) => wrongKey('La clé RIB contenue dans l’IBAN', given, expected),
  bic_malformed: ({ given }) =>
    fr`Le BIC ${quoted(given)} est mal formé. Indiquez 8 ou 11 caractères, comme sur le relevé d’identité bancaire.`,
  insee_code_malformed: ({ given }) =>
    fr`Le code INSEE ${quoted(given)} est mal formé. Indiquez 5 caractères, dont 2A ou 2B pour la Corse.`,
  ej_malformed: ({ given }) =>
    fr`Le numéro d’engagement juridique ${quoted(given)} est mal formé. Indiquez 10 chiffres, zéros compris.`,
  dp_malformed: ({ given }) =>
    fr`Le numéro de demande de paiement ${quoted(given)} est mal formé. Indiquez 9 chiffres, zéros compris.`,
  programme_malformed: ({ given }) =>
    fr`Le programme ${quoted(given)} est mal formé. Indiquez 4 chiffres, zéro compris, comme 0214.`,
  activite_malformed: ({ given }) =>
    fr`Le code d’activité ${quoted(given)} est mal formé. Indiquez 12 chiffres ou lettres majuscules.`,
  pce_malformed: ({ given }) =>
    fr`Le compte PCE ${quoted(given)} est mal formé. Indiquez 6 chiffres, ou 10 dont les quatre derniers sont des zéros.`,
  groupe_marchandises_malformed: ({ given }) =>
    fr`Le groupe de marchandises ${quoted(given)} est mal formé. Indiquez-le sous la forme 10.03.01.`,

  nomenclature_key_unknown: ({ axis, key }) =>
    fr`La clé ${quoted(key)} n’existe pas sur l’axe ${quoted(labelIn(NOMENCLATURE_AXES, axis))}. Choisissez un volet pour l’activité, un type de bénéficiaire pour les deux autres axes.`,
  nomenclature_validity_upside_down: ({ validFrom, validUntil }) =>
    fr`Le code serait valable du ${day(validFrom)} au ${day(validUntil)}. Corrigez l’une des deux dates.`,
  nomenclature_code_not_later: ({ validFrom, previousFrom }) =>
    fr`La date d’effet, ${day(validFrom)}, précède celle du code en place, ${day(previousFrom)}. Indiquez une date égale ou postérieure.`,
  nomenclature_code_unchanged: ({ axis, key, code }) =>
    fr`Le code ${quoted(code)} est déjà celui de : ${labelIn(NOMENCLATURE_AXES, axis)}, ${labelIn(KEYS, key)}. Indiquez un changement.`,
  nomenclature_fictitious_outside_demonstration: ({ code }) =>
    fr`Le code fictif ${quoted(code)} n’est admis qu’en démonstration. Indiquez le code officiel et sa source.`,

  scheme_code_malformed: ({ given }) =>
    fr`Le code de dispositif ${quoted(given)} est mal formé. Indiquez 1 à 80 minuscules, chiffres ou tirets bas.`,
  scheme_validity_upside_down: ({ validFrom, validUntil }) =>
    fr`Le dispositif serait valable du ${day(validFrom)} au ${day(validUntil)}. Corrigez l’une des deux dates.`,
  scheme_version_not_later: ({ validFrom, previousFrom }) =>
    fr`La date d’effet, ${day(validFrom)}, n’est pas postérieure à celle de la version précédente, ${day(previousFrom)}. Indiquez une date postérieure.`,
  scheme_versions_overlap: ({ validFrom, previousUntil }) =>
    fr`La date d’effet, ${day(validFrom)}, tombe dans la validité de la version précédente, qui court jusqu’au ${day(previousUntil)}. Indiquez une date postérieure.`,
  scheme_without_flow: ({ code }) =>
    fr`Le dispositif ${quoted(code)} n’a aucun volet. Indiquez au moins un volet.`,
  scheme_flow_twice: ({ flow }) =>
    fr`Le volet ${quoted(flow)} figure deux fois dans le dispositif. Supprimez l’une des deux mentions.`,
  scheme_without_beneficiary: ({ flow }) =>
    fr`Le volet ${quoted(flow)} n’admet aucun type de bénéficiaire. Indiquez-en au moins un.`,
  scheme_without_unit: ({ flow }) => fr`Le volet ${quoted(flow)} n’a aucune unité. Indiquez-en au moins une.`,
  scheme_unit_twice: ({ flow, unit }) =>
    fr`L’unité ${quoted(unit)} figure deux fois dans le volet ${quoted(flow)}. Supprimez l’une des deux mentions.`,
  scheme_unit_too_long: ({ flow, unit, most }) =>
    fr`Le nom de l’unité ${quoted(unit)} du volet ${quoted(flow)} est trop long. Indiquez au plus ${quantity(most)} caractères.`,
  scheme_rate_above_one: ({ flow, unit, rate }) =>
    fr`Le taux de l’unité ${quoted(unit)} du volet ${quoted(flow)}, ${percent(rate)}, dépasse ${percent('1')}. Corrigez-le.`,
  scheme_advance_above_one: ({ flow, rate }) =>
    fr`Le taux d’avance du volet ${quoted(flow)}, ${percent(rate)}, dépasse ${percent('1')}. Corrigez-le.`,
  scheme_interim_above_one: ({ flow, rate }) =>
    fr`La part d’acompte du volet ${quoted(flow)}, ${percent(rate)}, dépasse ${percent('1')}. Corrigez-la.`,
  scheme_cap_below_minimum: ({ flow, of, least, most }) =>
    of === 'units'
      ? fr`Le volet ${quoted(flow)} exige une aide d’au moins ${euros(least)} par établissement, mais ses unités n’en donnent que ${euros(most)}. Corrigez l’un des deux.`
      : fr`Le volet ${quoted(flow)} plafonne ${of === 'aid' ? 'l’aide' : 'la dépense'} par établissement à ${euros(most)}, sous son minimum de ${euros(least)}. Corrigez l’un des deux.`,
  scheme_interim_below_advance: ({ flow, interim, advance }) =>
    fr`La part d’acompte du volet ${quoted(flow)}, ${percent(interim)}, avance comprise, est inférieure à l’avance, ${percent(advance)}. Corrigez l’un des deux taux.`,
  scheme_priority_not_higher: ({ flow, unit, rate, priority }) =>
    fr`Le taux d’éducation prioritaire de l’unité ${quoted(unit)} du volet ${quoted(flow)}, ${percent(priority)}, doit dépasser le taux normal, ${percent(rate)}, sans dépasser ${percent('1')}. Corrigez-le.`,
  scheme_grant_by_expense: ({ flow, unit }) =>
    fr`L’unité ${quoted(unit)} du volet ${quoted(flow)} est une dotation et ne se compte pas par la dépense. Retirez ce mode de calcul.`,
  scheme_shares_above_one: ({ flow, total }) =>
    fr`Dans le volet ${quoted(flow)}, l’État et les cofinanceurs paieraient ensemble ${percent(total)} de la dépense. Ramenez le total à ${percent('1')} au plus.`,
  scheme_category_twice: ({ category }) =>
    fr`La catégorie ${quoted(labelIn(EXPENSE_CATEGORIES, category))} figure deux fois dans la répartition des dépenses. Supprimez l’une des deux mentions.`,
  scheme_category_not_shared: ({ flow, category }) =>
    fr`Le volet ${quoted(flow)} admet la catégorie ${quoted(labelIn(EXPENSE_CATEGORIES, category))}, que la répartition met à la charge de la collectivité. Corrigez l’une des deux.`,
  scheme_grant_not_whole: ({ flow, rate }) =>
    fr`Le volet ${quoted(flow)} est une dotation et se verse en entier : le taux de ${percent(rate)} n’est pas admis. Indiquez ${percent('1')}.`,

  fiscal_year_out_of_range: ({ year }) =>
    fr`L’exercice ${year} n’est pas une année de 1900 à 2198. Corrigez l’année.`,
  fiscal_year_already_open: ({ year, status }) =>
    fr`L’exercice ${year} est déjà ${labelIn(FISCAL_YEAR_STATUSES, status)}. Il ne s’ouvre qu’une fois.`,
  fiscal_year_not_closing: ({ year, status }) =>
    fr`L’exercice ${year} est ${labelIn(FISCAL_YEAR_STATUSES, status)}. Commencez d’abord sa clôture.`,
  fiscal_year_closing_recent: ({ year, from }) =>
    fr`La clôture de l’exercice ${year} vient de commencer et des écritures peuvent encore s’achever. Recommencez à partir du ${instant(from)}.`,
  fiscal_year_not_over: ({ year, from }) =>
    fr`L’exercice ${year} n’est pas achevé. Sa clôture peut commencer le ${day(from)}.`,

  installation_other_mode: ({ installed, asked }) =>
    fr`Ce registre est installé en mode ${labelIn(INSTALLATION_MODES, installed)} et ne peut pas servir en mode ${labelIn(INSTALLATION_MODES, asked)}. Utilisez une autre base de données.`,
  installation_other_epoch: ({ installed, asked }) =>
    fr`Ce registre est de l’époque ${quantity(installed)} et non de l’époque ${quantity(asked)}. Vérifiez la base de données.`,
} satisfies Partial<Sentences<RefusalCode>>;
