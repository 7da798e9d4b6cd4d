import type { ComponentChildren } from "preact";
import { footnote } from "../api/footnote.ts";
import { useFetched } from "./use-fetched.ts";

/** The pages, those for who looks after the documents where whoever looks may. */
export function Masthead({ pathname }: { pathname: string }) {
  const mayOperate = useFetched(footnote.scopes).value?.includes("operate") === true;
  return (
    <header class="masthead">
      <a class="wordmark" href="/">
        Footnote<sup aria-hidden="true">1</sup>
      </a>
      <nav aria-label="Pages">
        <PageLink href="/" current={pathname === "/"}>
          Ask
        </PageLink>
        <PageLink href="/conversations" current={pathname.startsWith("/conversations")}>
          History
        </PageLink>
        <PageLink href="/documents" current={/^\/(?:documents|open)/.test(pathname)}>
          Documents
        </PageLink>
        {mayOperate && (
          <>
            <PageLink href="/unanswered" current={pathname === "/unanswered"}>
              Unanswered
            </PageLink>
            <PageLink href="/quality" current={pathname === "/quality"}>
              Quality
            </PageLink>
          </>
        )}
      </nav>
    </header>
  );
}

function PageLink({
  href,
  current,
  children,
}: {
  href: string;
  current: boolean;
  children: ComponentChildren;
}) {
  return (
    <a href={href} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  );
}
