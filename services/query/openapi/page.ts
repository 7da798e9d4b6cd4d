import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { type DescribedOperation, describedRoutes, type Route } from "./document.ts";
import { type Field, fieldsOf } from "./fields-of.ts";
import type { Operation } from "./operation.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The description to be read: one page without scripts, whose every value is text. */
export function descriptionPage(routes: readonly Route[], version: string): Html {
  const described = describedRoutes(routes);
  const groups = [...Map.groupBy(described, ({ operation }) => operation?.group ?? "More")];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Footnote for programs</title>
        <link rel="stylesheet" href="/openapi/style.css" />
      </head>
      <body>
        <header>
          <p><a href="/">Footnote</a></p>
          <h1>For programs</h1>
          <p>
            Version ${version}. As OpenAPI 3.1: <a href="/openapi.json">/openapi.json</a>. Errors are
            <code>application/problem+json</code> with <code>detail</code> (what is wrong), <code>action</code> (what to
            do) and <code>code</code>; 503 comes with <code>Retry-After</code>.
          </p>
          <nav aria-label="Groups">
            ${groups.map(([group]) => html`<a href="#${idOf(group)}">${group}</a> `)}
          </nav>
        </header>
        <main>
          ${groups.map(
            ([group, operations]) => html`<section aria-labelledby="${idOf(group)}">
              <h2 id="${idOf(group)}">${group}</h2>
              ${operations.map(operationBlock)}
            </section>`,
          )}
        </main>
      </body>
    </html>`;
}

function idOf(group: string): string {
  return group.toLowerCase().replaceAll(" ", "-");
}

function operationBlock({ method, path, operation }: DescribedOperation): Html {
  return html`<article>
    <h3><code>${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}</code></h3>
    ${operation === undefined ? "" : words(operation)}
  </article>`;
}

function words({ summary, details, query, body, takesFile, gives, events }: Operation): Html {
  return html`<p><b>${summary}.</b> ${details ?? ""}</p>
    ${query === undefined ? "" : fieldTable("In the query string", fieldsOf(query))}
    ${body === undefined ? "" : fieldTable("In the body, as JSON", fieldsOf(body))}
    ${takesFile ? html`<p>The body is the file.</p>` : ""}
    <p>Gives <code>${gives.status}</code>: ${gives.what}.</p>
    ${events === undefined ? "" : eventList(events)}`;
}

function fieldTable(caption: string, fields: readonly Field[]): Html {
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${fields.map(
        ({ name, isRequired, isDeprecated, what }) => html`<tr>
          <th scope="row"><code>${name}</code></th>
          <td>${isRequired ? "required; " : ""}${isDeprecated ? "goes with the next version; " : ""}${what}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function eventList(events: Readonly<Record<string, string>>): Html {
  return html`<p>As server-sent events:</p>
    <dl>
      ${Object.entries(events).map(
        ([name, what]) => html`<dt><code>${name}</code></dt>
          <dd>${what}</dd>`,
      )}
    </dl>`;
}
