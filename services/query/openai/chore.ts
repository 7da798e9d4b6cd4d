/**
 * Chat programs have the model do chores behind the user's back: name the conversation, tag it, suggest what to ask. That is
 * no question to the documents. What is answered is what can be told without them; undefined where it is no chore.
 */
export function choreAnswer(text: string): string | undefined {
  if (!/^\s*#{1,3}\s*Task:/iu.test(text) || !/<chat_history>|chat history/iu.test(text)) return undefined;
  const task = text.slice(0, text.search(/<chat_history>|#{1,3}\s*Chat History/iu));
  const isJson = /\bJSON\b/iu.test(task);
  if (/\btitle\b/iu.test(task)) {
    const title = firstQuestion(text);
    return isJson ? JSON.stringify({ title }) : title;
  }
  for (const [word, field] of [
    [/\btags?\b/iu, "tags"],
    [/follow[-_ ]?ups?/iu, "follow_ups"],
    [/\bquer(?:y|ies)\b/iu, "queries"],
  ] as const)
    if (word.test(task)) return JSON.stringify({ [field]: [] });
  return "";
}

const LONGEST_TITLE = 60;

function firstQuestion(text: string): string {
  const question = /^\s*(?:USER|Human)\s*:\s*(.+)$/imu.exec(text)?.[1]?.trim() ?? "Conversation";
  return question.length <= LONGEST_TITLE
    ? question
    : `${question.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$/u, "")}…`;
}
