import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** Questions to go on with, under their title. */
export function Questions({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="questions beside" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}
