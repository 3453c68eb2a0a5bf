import type {
  BodyBalance,
  bodyBalance,
  CitationQuestion,
  Conventions,
  ConventionsQuestion,
  DeadlineList,
  DeadlinesPageQuestion,
  ImputationQuestion,
  ImputationReport,
  OutstandingQuestion,
  OutstandingReport,
} from '#read-models';

/** The questions that the read models answer. */
export interface Reading {
  /** The position up to which the read models have seen the log. */
  position(): Promise<bigint>;
  conventions(question: ConventionsQuestion): Promise<Conventions>;
  bodyBalance(question: Parameters<typeof bodyBalance>[1]): Promise<BodyBalance | undefined>;
  imputations(question: ImputationQuestion): Promise<ImputationReport>;
  outstanding(question: OutstandingQuestion): Promise<OutstandingReport>;
  deadlines(question: DeadlinesPageQuestion): Promise<DeadlineList>;
  /** Who first cited a document where this perimeter sees it. */
  citedInside(question: CitationQuestion): Promise<string | undefined>;
}
