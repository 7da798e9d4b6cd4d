import type { CacheFigures } from "@footnote/client";
import { sayEnd } from "@footnote/contracts";
import { countOf, formatCount, formatDuration, formatSize } from "../../format/quantity.ts";

/** How often questions were answered as before, what that saved, and why answers ended. */
export function CachedAnswers({ isOn, entries, bytes, hits, misses, saved, ended, semantic }: CacheFigures) {
  const asked = hits.exact + hits.semantic + misses;
  const ends = Object.entries(ended).filter(([, count]) => count > 0);
  const tokens = saved.tokens.read + saved.tokens.written;
  if (!isOn || asked === 0) return null;
  const layers = [
    { name: "the same question", count: hits.exact },
    { name: "one that asks the same", count: hits.semantic },
    { name: "answered anew", count: misses },
  ];
  return (
    <details class="bucket-freshness">
      <summary>
        {share(hits.exact + hits.semantic, asked)} of {countOf(asked, "question")} answered as before
      </summary>
      <section>
        <table class="stage-table">
          <caption class="quiet">How questions were answered</caption>
          <tbody>
            {layers.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{formatCount(count)}</td>
                <td>{share(count, asked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="quiet">
          {countOf(entries, "answer")} kept in {formatSize(bytes)}. Saved:{" "}
          {formatDuration(saved.milliseconds / 1000)}
          {tokens > 0 && ` and ${countOf(tokens, "token")} of a language model`}.
        </p>
        <p class="quiet">
          {semantic === null
            ? "Questions that only come near are answered anew: nothing is calibrated yet."
            : `Questions that come near are answered as before where they ask the same: of ${semantic.evidence.judged} pairs ${semantic.evidence.wrong} were wrong.`}
        </p>
      </section>
      {ends.length > 0 && (
        <section>
          <table class="stage-table">
            <caption class="quiet">Why answers ended</caption>
            <tbody>
              {ends.map(([why, count]) => (
                <tr key={why}>
                  <th scope="row">{sayEnd(why)}</th>
                  <td>{formatCount(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

function share(count: number, of: number): string {
  return `${Math.round((100 * count) / of)} %`;
}
