import { useEffect, useRef } from "preact/hooks";
import { AskPage } from "../ask/ask-page.tsx";
import { ConversationPage } from "../conversations/conversation-page.tsx";
import { ConversationsPage } from "../conversations/conversations-page.tsx";
import { SharedPage } from "../conversations/shared-page.tsx";
import { DocumentPage } from "../document/document-page.tsx";
import { NamedDocumentPage } from "../document/named-document-page.tsx";
import { DocumentsPage } from "../documents/documents-page.tsx";
import { HistoryPage } from "../history/history-page.tsx";
import { QualityPage } from "../quality/quality-page.tsx";
import { UnansweredPage } from "../unanswered/unanswered-page.tsx";
import { useLocation } from "./location.ts";
import { Masthead } from "./masthead.tsx";
import { conversationOf, historyOf, namedOf, placeOf, sharedOf } from "./place-of.ts";
import { useTitle } from "./title.ts";

export function App() {
  const location = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(location.pathname);
  useEffect(() => {
    if (shown.current === location.pathname) return;
    shown.current = location.pathname;
    // A page changed in place says nothing by itself: its reader goes on from its beginning.
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [location.pathname]);

  return (
    <>
      <a class="skip-link" href="#content">
        Skip to the content
      </a>
      <Masthead pathname={location.pathname} />
      <main id="content" tabIndex={-1} ref={main}>
        <Page location={location} />
      </main>
    </>
  );
}

function Page({ location }: { location: URL }) {
  if (location.pathname === "/") return <AskPage location={location} />;
  if (location.pathname === "/documents") return <DocumentsPage location={location} />;
  if (location.pathname === "/conversations") return <ConversationsPage />;
  const conversation = conversationOf(location);
  if (conversation)
    return <ConversationPage key={conversation} conversation={conversation} location={location} />;
  const token = sharedOf(location);
  if (token) return <SharedPage key={token} token={token} location={location} />;
  if (location.pathname === "/quality") return <QualityPage />;
  if (location.pathname === "/unanswered") return <UnansweredPage />;
  const place = placeOf(location);
  if (place) return <DocumentPage key={location.pathname + location.search} place={place} />;
  const named = namedOf(location);
  if (named) return <NamedDocumentPage key={location.search} file={named} />;
  const document = historyOf(location);
  if (document) return <HistoryPage key={document} document={document} />;
  return <NoSuchPage />;
}

function NoSuchPage() {
  useTitle("No such page");
  return (
    <>
      <h1>There is no such page</h1>
      <p>
        <a href="/">Ask a question</a> or look through <a href="/documents">the documents</a>.
      </p>
    </>
  );
}
