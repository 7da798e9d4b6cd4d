/** The smallest piece of an answer that carries citations: with a language model a sentence, else a block. */
export interface CitedStatement {
  readonly text: string;
  readonly quotes: readonly string[];
}

/** Whether the passages together support the statement: a judge's word, or a stand-in's. */
export type Supports = (statement: string, passages: readonly string[]) => boolean;

export interface CitationQuality {
  /** The share of statements that what they cite supports; null where there is none. */
  readonly recall: number | null;
  /** The share of citations that their statement needs; null where there is none. */
  readonly precision: number | null;
}

/**
 * Citation recall and precision of ALCE. A statement counts for recall where all that it cites, together, supports it. A
 * citation counts for precision where its statement does so, and it supports the statement alone, or the others without it do
 * not. Gao, Yen, Yu and Chen, "Enabling large language models to generate text with citations" (EMNLP 2023), section 4.
 */
export function citationQuality(statements: readonly CitedStatement[], supports: Supports): CitationQuality {
  let supported = 0;
  let citations = 0;
  let needed = 0;
  for (const { text, quotes } of statements) {
    citations += quotes.length;
    if (quotes.length === 0 || !supports(text, quotes)) continue;
    supported += 1;
    needed += quotes.filter((quote, index) => {
      const others = quotes.filter((_, other) => other !== index);
      return supports(text, [quote]) || others.length === 0 || !supports(text, others);
    }).length;
  }
  return {
    recall: statements.length === 0 ? null : supported / statements.length,
    precision: citations === 0 ? null : needed / citations,
  };
}
