import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";

interface Line {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}

const LABELS: Readonly<Record<string, string>> = {
  DTSTART: "Start",
  DTEND: "End",
  DUE: "Due",
  DURATION: "Duration",
  LOCATION: "Place",
  ORGANIZER: "Organiser",
  ATTENDEE: "Attendee",
  STATUS: "Status",
  RRULE: "Repeats",
  URL: "Link",
  CATEGORIES: "Categories",
  CONTACT: "Contact",
  COMMENT: "Comment",
  PRIORITY: "Priority",
  RESOURCES: "Resources",
  ORG: "Organisation",
  TITLE: "Title",
  ROLE: "Role",
  TEL: "Phone",
  EMAIL: "E-mail",
  ADR: "Address",
  BDAY: "Birthday",
  NOTE: "Note",
  NICKNAME: "Nickname",
  "X-WR-CALNAME": "Calendar",
  EXDATE: "Except",
  COMPLETED: "Completed",
  ATTACH: "Attachment",
};
const COMPONENTS = /^(?:VEVENT|VTODO|VJOURNAL|VCARD|VFREEBUSY)$/;

/** Invitations, tasks (iCalendar, RFC 5545) and contacts (vCard, RFC 6350): each under its name, with what it says. */
export function parseCalendar(source: string): DraftDocument {
  const blocks: DraftBlock[] = [];
  let open: Line[] | undefined;
  let skipped = "";
  for (const line of linesOf(source)) {
    if (skipped !== "") {
      if (line.name === "END" && line.value === skipped) skipped = "";
    } else if (line.name === "BEGIN" && COMPONENTS.test(line.value.toUpperCase())) open = [];
    else if (line.name === "BEGIN" && /^(?:VTIMEZONE|VALARM)$/i.test(line.value)) skipped = line.value;
    else if (line.name === "END" && open !== undefined && COMPONENTS.test(line.value.toUpperCase())) {
      blocks.push(...componentBlocks(open));
      open = undefined;
    } else open?.push(line);
  }
  // Cut off before its end.
  if (open !== undefined) blocks.push(...componentBlocks(open));
  return { title: undefined, blocks };
}

function componentBlocks(lines: readonly Line[]): DraftBlock[] {
  const said = (name: string) => lines.find((line) => line.name === name)?.value;
  const name = said("SUMMARY") ?? said("FN") ?? said("N")?.split(";").filter(Boolean).toReversed().join(" ");
  const items = lines.flatMap((line) => {
    const label = LABELS[line.name];
    const value = label === undefined ? "" : readable(line);
    return value === "" ? [] : [{ text: `${label}: ${value}`, depth: 0 }];
  });
  const description = said("DESCRIPTION");
  return [
    ...(name === undefined ? [] : [{ kind: "heading", level: 1, text: unescaped(name) } as const]),
    ...(items.length === 0 ? [] : [{ kind: "list", ordered: false, items } as const]),
    ...(description === undefined
      ? []
      : unescaped(description)
          .split(/\n\s*\n/)
          .map((text) => ({ kind: "paragraph", text }) as const)),
  ];
}

function readable({ name, parameters, value }: Line): string {
  if (/^(?:DTSTART|DTEND|DUE|COMPLETED|EXDATE|BDAY)$/.test(name)) return dates(value, parameters.TZID);
  if (name === "ORGANIZER" || name === "ATTENDEE") {
    const address = value.replace(/^mailto:/i, "");
    return parameters.CN === undefined ? address : `${parameters.CN} (${address})`;
  }
  if (name === "ADR" || name === "ORG")
    return unescaped(value)
      .split(";")
      .filter((part) => part.trim() !== "")
      .join(", ");
  // A file within the file.
  if (parameters.ENCODING !== undefined || parameters.VALUE === "BINARY") return "";
  return unescaped(value);
}

/** @example dates("20260302T090000Z", undefined) // "2026-03-02 09:00 UTC" */
function dates(value: string, zone: string | undefined): string {
  return value
    .split(",")
    .map((it) => {
      const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?\d{0,2}(Z?))?/.exec(it);
      if (match === null) return it;
      const [, year, month, day, hour, minute, isUtc] = match;
      const time = hour === undefined ? "" : ` ${hour}:${minute}`;
      return `${year}-${month}-${day}${time}${isUtc === "Z" ? " UTC" : zone === undefined ? "" : ` ${zone}`}`;
    })
    .join(", ");
}

/** Long lines are folded: what begins with a space goes on (RFC 5545, 3.1). */
function linesOf(source: string): Line[] {
  const unfolded = source
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]/g, "");
  return unfolded.split("\n").flatMap((text) => {
    const match = /^(?:[\w-]+\.)?([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^;:"]*)(?:,"[^"]*")*)*):([\s\S]*)$/.exec(
      text,
    );
    if (match === null) return [];
    const parameters = Object.fromEntries(
      [...(match[2] ?? "").matchAll(/;([\w-]+)=("[^"]*"|[^;:"]*)/g)].map(([, key = "", value = ""]) => [
        key.toUpperCase(),
        value.replace(/^"|"$/g, ""),
      ]),
    );
    return [{ name: (match[1] ?? "").toUpperCase(), parameters, value: (match[3] ?? "").trim() }];
  });
}

function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? "\n" : character));
}
