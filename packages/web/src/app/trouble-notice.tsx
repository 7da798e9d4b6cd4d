import type { ComponentChildren } from "preact";
import type { Trouble } from "../api/trouble.ts";

/** What went wrong and what to do, said at once to those who listen. */
export function TroubleNotice({ trouble, children }: { trouble: Trouble; children?: ComponentChildren }) {
  return (
    <div class="notice notice-trouble" role="alert">
      <p>
        <strong>{trouble.what}</strong> {trouble.action}
      </p>
      {children}
    </div>
  );
}
