import { buildScannedPdf, drawScan, scanLines } from "../../../packages/parsing/testing/build-scan.ts";

const LETTER = [
  "To all crews on the north quay",
  "The crane is out of service from 4 May until 17 May.",
  "Cargo of more than 800 kg is lifted at the south quay,",
  "where the foreman keeps a list of free hours.",
  "Book at least two days ahead on extension 5512.",
  "Questions go to the harbour office, room 4.17.",
];
const REPORT = [
  [
    "Inspection of the relief valves",
    "Valve V-12 opened at 9 bar and closed at 8 bar.",
    "It was sealed again.",
  ],
  ["Valve V-13 leaked and was taken out.", "A new one is ordered under number 2026/0042."],
];

/** Pages as a scanner leaves them at 200 dots an inch, by name, each with what is printed on it. */
export async function scannedDocuments(): Promise<Record<string, [file: Uint8Array, reference: string]>> {
  const pages = REPORT.map((lines) => ({ scan: drawScan(scanLines(lines)) }));
  return {
    "letter.png": [drawScan(scanLines(LETTER)).toBuffer("image/png"), `${LETTER.join("\n")}\n`],
    "report.pdf": [await buildScannedPdf(pages), `${REPORT.map((lines) => lines.join("\n")).join("\n\n")}\n`],
  };
}
