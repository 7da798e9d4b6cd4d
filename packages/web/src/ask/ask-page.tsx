import { useEffect, useMemo } from "preact/hooks";
import { goBackOr, navigate } from "../app/location.ts";
import { useStore } from "../app/store.ts";
import { useTitle } from "../app/title.ts";
import { address } from "./address.ts";
import { Answer } from "./answer.tsx";
import { askQuestion, conversation, isSame, stopAnswer } from "./conversation.ts";
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
  const after = location.searchParams.get("after")?.trim() || null;
  const areas = location.searchParams.getAll("in").join("\n");
  const within = useMemo(() => areas.split("\n").filter(Boolean), [areas]);
  const here = { question, asOf, within, after };
  const exchange = exchanges.find((one) => isSame(one, here));
  useTitle(question || "Ask");
  useEffect(() => {
    const asked = { question, asOf, within, after };
    if (question && !conversation.get().some((one) => isSame(one, asked))) void askQuestion(asked);
  }, [question, asOf, within, after]);
  // A question that leans on none before it has an address of its own.
  const isAlone = exchange !== undefined && exchange.after === null && after !== null;
  useEffect(() => {
    if (isAlone)
      navigate(address({ question, asOf, within, after: null }) + location.hash, { replace: true });
  }, [isAlone]);

  const answer = numberFootnotes(exchange?.parts ?? []);
  const open = footnoteOf(location.hash);
  const citation = open === undefined ? undefined : answer.footnotes[open - 1];

  const openFootnote = (number: number) =>
    navigate(`${address(here)}#footnote-${number}`, { replace: open !== undefined });

  return (
    <div class={question ? "columns" : undefined}>
      <h1 class={question ? "visually-hidden" : "welcome-title"}>Ask about anything in your documents</h1>
      <QuestionForm
        question={question}
        asOf={asOf}
        within={within}
        streaming={exchange?.phase === "streaming"}
        onAsk={(draft) => {
          const isAgain = isSame({ ...draft, after }, here);
          const before = isAgain ? after : (exchange?.understoodAs ?? (question || null));
          const asked = { ...draft, after: before };
          void askQuestion(asked, exchange?.kept?.conversation ?? null);
          navigate(address(asked), { replace: isAgain });
        }}
        onStop={stopAnswer}
      />
      {exchange ? (
        <Answer
          exchange={exchange}
          answer={answer}
          open={open}
          onOpen={openFootnote}
          onAskAgain={() => void askQuestion(here)}
        />
      ) : (
        question === "" && <Welcome />
      )}
      <EarlierQuestions exchanges={exchanges.filter((one) => one !== exchange)} address={address} />
      {open !== undefined && citation && (
        <PassagePanel
          number={open}
          of={answer.footnotes.length}
          citation={citation}
          onOpen={openFootnote}
          onClose={() => goBackOr(address(here))}
        />
      )}
    </div>
  );
}

/** The past moment that the address names; null where it names none. */
function momentOf(location: URL): string | null {
  const moment = Date.parse(location.searchParams.get("asof") ?? "");
  return moment <= Date.now() ? new Date(moment).toISOString() : null;
}
