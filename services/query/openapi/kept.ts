import { conversationsQuery } from "../routes/routes-conversations.ts";
import { feedbackBody } from "../routes/routes-feedback.ts";
import { qualityQuery, reviewedBody } from "../routes/routes-quality.ts";
import { settleBody, unansweredQuery } from "../routes/routes-unanswered.ts";
import type { Operation, Operations } from "./operation.ts";

const group = "What was asked";
const gone: Operation["gives"] = { status: 204, what: "Done" };

export const KEPT: Operations = {
  "PUT /api/answers/:answer/feedback": {
    group,
    summary: "Say whether one's own answer helped",
    details: "The answer's identifier is kept.question of the answer. At most 100 an hour.",
    body: feedbackBody,
    gives: gone,
  },
  "DELETE /api/answers/:answer/feedback": { group, summary: "Take that back", gives: gone },
  "GET /api/conversations": {
    group,
    summary: "What one asked before, newest first",
    details: "Ask again with what next says, as before, until it is null.",
    query: conversationsQuery,
    gives: { status: 200, what: "A page of conversations" },
  },
  "DELETE /api/conversations": { group, summary: "Forget all that one asked", gives: gone },
  "GET /api/conversations/:conversation": {
    group,
    summary: "The questions of a conversation, with the answers that one may still read",
    gives: { status: 200, what: "Its last 50 questions" },
  },
  "DELETE /api/conversations/:conversation": { group, summary: "Forget a conversation", gives: gone },
  "PUT /api/conversations/:conversation/share": {
    group,
    summary: "Share what was asked by now, with those who may read the same",
    gives: { status: 200, what: "Where others open it" },
  },
  "DELETE /api/conversations/:conversation/share": { group, summary: "Share it no longer", gives: gone },
  "GET /api/shared/:token": {
    group,
    summary: "Open what somebody shares",
    gives: { status: 200, what: "Its questions, with the answers that one may read oneself" },
  },
  "GET /api/unanswered": {
    group,
    summary: "What was asked in vain, for those who look after the documents",
    details: "Needs the right to operate. Ask again with what next says, as before, until it is null.",
    query: unansweredQuery,
    gives: { status: 200, what: "A page of questions, with what came closest" },
  },
  "GET /api/quality": {
    group,
    summary: "What live answers are worth without a judge, beside the time before, and which to look at",
    details:
      "Needs the right to operate. A sample of 300 of each period; the time before is four times as long.",
    query: qualityQuery,
    gives: { status: 200, what: "Measures of both periods, and answers to review, the doubtful first" },
  },
  "POST /api/quality/reviewed": {
    group,
    summary: "Say that these answers were looked at",
    body: reviewedBody,
    gives: gone,
  },
  "GET /api/evaluations": {
    group,
    summary: "Evaluations that were run on this machine, newest first",
    details: "Needs the right to operate.",
    gives: { status: 200, what: "Each with its means" },
  },
  "POST /api/unanswered/settle": {
    group,
    summary: "Say that these are done",
    body: settleBody,
    gives: gone,
  },
};
