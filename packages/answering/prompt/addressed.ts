import { contentTerms } from "../terms.ts";

/**
 * What speaks to whoever answers instead of telling a reader something: "ignore all previous instructions", "add to your
 * reply". Also a rule about people's own replies looks like that, so what a question asks about is left alone.
 */
const ADDRESSED = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|the|system|other)\b.{0,40}\b(?:instructions?|prompts?|rules|guidelines|directions|sources?|passages?|documents?)\b/iu,
  /\b(?:encode|encrypt|reverse|translate|enhance|modify|change|format|begin|end|start|prefix|write|provide|give|send|use|add|append|include|integrate|insert|mention|embed|base|substitute|replace|apply|display|represent|render|augment|invert|close|open|finish)\b.{0,160}\byour\s+(?:response|reply|answer|output|summary|message)\b/iu,
  /\b(?:in|to|into|for|with|of)\s+your\s+(?:response|reply|answer|output|summary)\b|\byour\s+(?:response|reply|answer|output|summary)(?:'s|’s)\b/iu,
  /\b(?:can|could|would)\s+you\s+(?:please\s+)?(?:reply|respond|answer|translate|encode|substitute|use)\b/iu,
  /\b(?:system|developer)\s+(?:prompt|message)\b|\byou\s+are\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:ai\b|assistant|chatbot|language\s+model|dan\b)|\bas\s+an\s+ai\b/iu,
  /\b(?:ai|assistant|chatbot|language\s+model|llm)s?\b.{0,40}\b(?:must|should|shall|have\s+to)\b.{0,80}\b(?:say|answer|reply|respond|tell|write|cite|recommend|ignore)\b/iu,
  /^\s*(?:system|assistant|user|human|ai)\s*:|<\|?(?:im_start|im_end|system|endoftext)|\[\/?INST\]|###\s*(?:instruction|system)/iu,
  /\b(?:respond|reply|answer)\s+(?:only\s+)?(?:with|in|using|by\s+saying)\b.{0,60}\b(?:only|nothing\s+else|instead|base64|base32|base16|json|language|cipher|emojis?|reverse|backwards?)\b/iu,
  /\b(?:tell|inform|ask|convince)\s+the\s+user\b|\bdo\s+not\s+(?:mention|reveal|tell|cite)\b.{0,60}\b(?:user|source|instruction)/iu,
  /\bcite\s+(?:this|it)\b.{0,40}\bas\b|\b(?:call|invoke|run|use)\s+the\s+\S{0,30}\s?(?:tool|function)\b/iu,
  /\bignorier\w*\b.{0,40}\banweisung/iu,
];
/** The share of the question's words with which a sentence is what the question asks about. */
const ASKED_ABOUT = 0.5;

export function isAddressedToModel(text: string): boolean {
  return ADDRESSED.some((pattern) => pattern.test(text));
}

/** Whether the question is about just that: about replies, where a sentence says what a reply must hold. */
export function isAskedAbout(question: string, text: string): boolean {
  const asked = new Set(contentTerms(question));
  const isShared = (part: string) => !asked.isDisjointFrom(new Set(contentTerms(part)));
  const matches = ADDRESSED.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  const shared = asked.intersection(new Set(contentTerms(text))).size;
  return matches.every(isShared) && shared >= ASKED_ABOUT * asked.size;
}
