import { isSafeAddress } from "@footnote/contracts";
import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import { type LinkBase, targetOf } from "./links.ts";

/** The document whose text is shown below. */
export const LinksFrom = createContext<LinkBase | undefined>(undefined);

/** A link of a document; its words alone where it leads nowhere that a reader should be sent. */
export function DocumentLink({ href, children }: { href: string; children: ComponentChildren }) {
  const target = targetOf(href, useContext(LinksFrom));
  if (target === undefined) return <>{children}</>;
  if (!isSafeAddress(target)) return <a href={target}>{children}</a>;
  return (
    <a href={target} title={target} target="_blank" rel="noopener noreferrer nofollow" class="leads-out">
      {children}
    </a>
  );
}
