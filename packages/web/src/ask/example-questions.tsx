import { footnote } from "../api/footnote.ts";
import { useFetched } from "../app/use-fetched.ts";
import { Questions } from "./questions.tsx";

/** Questions that the documents answer. */
export function ExampleQuestions({ title }: { title: string }) {
  const { value: examples } = useFetched(footnote.examples);
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
