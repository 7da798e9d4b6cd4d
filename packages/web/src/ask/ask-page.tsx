import { useEffect } from "preact/hooks";
import { goBackOr, navigate } from "../app/location.ts";
import { useStore } from "../app/store.ts";
import { useTitle } from "../app/title.ts";
import { Answer } from "./answer.tsx";
import { type Asked, askQuestion, conversation, isSame, stopAnswer } from "./conversation.ts";
import { EarlierQuestions } from "./earlier-questions.tsx";
import { footnoteOf, numberFootnotes } from "./footnotes.ts";
import { PassagePanel } from "./passage-panel.tsx";
import { QuestionForm } from "./question-form.tsx";
import { Welcome } from "./welcome.tsx";

/** The question and the open footnote stand in the address, so that an answer can be shared and gone back to. */
export function AskPage({ location }: { location: URL }) {
  const exchanges = useStore(conversation);
  const question = location.searchParams.get("q")?.trim() ?? "";
  const asOf = momentOf(location);
  const exchange = exchanges.find((one) => isSame(one, { question, asOf }));
  useTitle(question || "Ask");
  useEffect(() => {
    const asked = { question, asOf };
    if (question && !conversation.get().some((one) => isSame(one, asked))) void askQuestion(asked);
  }, [question, asOf]);

  const answer = numberFootnotes(exchange?.parts ?? []);
  const open = footnoteOf(location.hash);
  const citation = open === undefined ? undefined : answer.footnotes[open - 1];

  return (
    <>
      <h1 class={question ? "visually-hidden" : "welcome-title"}>Ask about anything in your documents</h1>
      <QuestionForm
        question={question}
        asOf={asOf}
        streaming={exchange?.phase === "streaming"}
        onAsk={(asked) => {
          void askQuestion(asked);
          navigate(address(asked), { replace: isSame(asked, { question, asOf }) });
        }}
        onStop={stopAnswer}
      />
      {exchange ? (
        <Answer
          exchange={exchange}
          answer={answer}
          open={open}
          onOpen={(number) =>
            navigate(`${address({ question, asOf })}#footnote-${number}`, { replace: open !== undefined })
          }
          onAskAgain={() => void askQuestion({ question, asOf })}
        />
      ) : (
        question === "" && <Welcome />
      )}
      <EarlierQuestions exchanges={exchanges.filter((one) => one !== exchange)} address={address} />
      {open !== undefined && citation && (
        <PassagePanel
          number={open}
          citation={citation}
          onClose={() => goBackOr(address({ question, asOf }))}
        />
      )}
    </>
  );
}

/** The past moment that the address names; null where it names none. */
function momentOf(location: URL): string | null {
  const moment = Date.parse(location.searchParams.get("asof") ?? "");
  return moment <= Date.now() ? new Date(moment).toISOString() : null;
}

function address({ question, asOf }: Asked): string {
  return `/?${new URLSearchParams(asOf === null ? { q: question } : { q: question, asof: asOf })}`;
}
