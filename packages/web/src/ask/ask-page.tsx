import { useEffect } from "preact/hooks";
import { goBackOr, navigate } from "../app/location.ts";
import { useStore } from "../app/store.ts";
import { useTitle } from "../app/title.ts";
import { Answer } from "./answer.tsx";
import { askQuestion, conversation, stopAnswer } from "./conversation.ts";
import { EarlierQuestions } from "./earlier-questions.tsx";
import { footnoteOf, numberFootnotes } from "./footnotes.ts";
import { PassagePanel } from "./passage-panel.tsx";
import { QuestionForm } from "./question-form.tsx";
import { Welcome } from "./welcome.tsx";

/** The question and the open footnote stand in the address, so that an answer can be shared and gone back to. */
export function AskPage({ location }: { location: URL }) {
  const exchanges = useStore(conversation);
  const question = location.searchParams.get("q")?.trim() ?? "";
  const exchange = exchanges.find((one) => one.question === question);
  useTitle(question || "Ask");
  useEffect(() => {
    if (question && !conversation.get().some((one) => one.question === question)) void askQuestion(question);
  }, [question]);

  const answer = numberFootnotes(exchange?.sentences ?? []);
  const open = footnoteOf(location.hash);
  const citation = open === undefined ? undefined : answer.footnotes[open - 1];
  const address = (asked: string) => `/?${new URLSearchParams({ q: asked })}`;

  return (
    <>
      <h1 class={question ? "visually-hidden" : "welcome-title"}>Ask about anything in your documents</h1>
      <QuestionForm
        question={question}
        streaming={exchange?.phase === "streaming"}
        onAsk={(asked) => {
          void askQuestion(asked);
          navigate(address(asked), { replace: asked === question });
        }}
        onStop={stopAnswer}
      />
      {exchange ? (
        <Answer
          exchange={exchange}
          answer={answer}
          open={open}
          onOpen={(number) =>
            navigate(`${address(question)}#footnote-${number}`, { replace: open !== undefined })
          }
          onAskAgain={() => void askQuestion(question)}
        />
      ) : (
        question === "" && <Welcome />
      )}
      <EarlierQuestions exchanges={exchanges.filter((one) => one !== exchange)} address={address} />
      {open !== undefined && citation && (
        <PassagePanel number={open} citation={citation} onClose={() => goBackOr(address(question))} />
      )}
    </>
  );
}
