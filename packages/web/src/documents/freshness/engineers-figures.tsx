import type { RunningStatus } from "@footnote/client";
import { useState } from "preact/hooks";
import { CachedAnswers } from "../cache/cached-answers.tsx";
import { useCache } from "../cache/use-cache.ts";
import type { Ingestion } from "../use-ingestion.ts";
import { BucketFreshness } from "./bucket-freshness.tsx";
import { FreshnessFigures } from "./freshness-figures.tsx";

interface EngineersFiguresProps {
  readonly status: RunningStatus;
  readonly ingestion: Ingestion | null;
}

/** How soon files are answerable and how it is done: for whoever runs it, one fold away from everybody else. */
export function EngineersFigures(props: EngineersFiguresProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="engineers" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Figures for whoever runs this</summary>
      {isOpen && <Figures {...props} />}
    </details>
  );
}

function Figures({ status, ingestion }: EngineersFiguresProps) {
  const cache = useCache();
  return (
    <>
      <FreshnessFigures freshness={status.freshness} embedding={status.embedding} />
      {ingestion && <BucketFreshness {...ingestion} />}
      {cache && <CachedAnswers {...cache} />}
    </>
  );
}
