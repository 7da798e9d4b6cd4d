import "./confine.ts";
import { asFootnoteError } from "@footnote/contracts";
import { parseFile } from "../parse-file.ts";
import { type ParseReply, type ParseRequest, READY } from "./messages.ts";
import { placeOf } from "./place-of.ts";

process.on("disconnect", () => process.exit());
process.on("message", (request: ParseRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.send?.(READY);

async function answer({ key, bytes, limits, recognised }: ParseRequest): Promise<ParseReply> {
  let unread: readonly number[] = [];
  const onUnread = (pages: readonly number[]) => {
    unread = pages;
  };
  try {
    const document = await parseFile({ key, bytes }, limits, { recognised, onUnread });
    return { document, unread, memory: process.memoryUsage.rss() };
  } catch (thrown) {
    const error = asFootnoteError(thrown);
    const { code, message, action } = error;
    const cause = placeOf(error.cause);
    return { error: { code, message, action, cause }, unread, memory: process.memoryUsage.rss() };
  }
}
