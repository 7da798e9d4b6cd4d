import { useCallback } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { useFetched } from "../app/use-fetched.ts";
import { Questions } from "./questions.tsx";

interface ExampleQuestionsProps {
  readonly title: string;
  /** Whether files are still being read: once they are, it is looked whether there are better ones. */
  readonly isReading?: boolean;
}

/** Questions that the documents answer. */
export function ExampleQuestions({ title, isReading = false }: ExampleQuestionsProps) {
  const { value: examples } = useFetched(
    useCallback((signal: AbortSignal) => footnote.examples(signal), [isReading]),
  );
  if (!examples || examples.length === 0) return null;
  return (
    <Questions title={title}>
      {examples.map((question) => (
        <li key={question}>
          <a href={`/?${new URLSearchParams({ q: question })}`} dir="auto">
            {question}
          </a>
        </li>
      ))}
    </Questions>
  );
}
