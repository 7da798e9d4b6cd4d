import type { Analyzer } from "@footnote/contracts";
import { DocumentAnalysis } from "./document-terms.ts";
import { questionTerms } from "./question-terms.ts";

export const ANALYSIS_VERSION = 3;

export function openAnalyzer(): Analyzer {
  const documents = new DocumentAnalysis();
  return {
    version: ANALYSIS_VERSION,
    documentTerms: (text, around) => documents.terms(text, around),
    questionTerms,
  };
}
