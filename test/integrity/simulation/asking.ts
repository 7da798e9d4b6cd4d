import {
  type Answer,
  type AnswerCache,
  type AnswerPart,
  type AnswerPassage,
  type Candidate,
  type Citation,
  FootnoteError,
} from "@footnote/contracts";
import { openCachingStage, openQuestionPath, type QuestionPath } from "../../../services/query/index.ts";
import { READER, type World } from "./ingest-process.ts";
import { Program } from "./program.ts";
import { Random } from "./random.ts";
import { InMemoryAnswers } from "./store/answers.ts";
import { inMemoryPassages, visibleChunks } from "./store/passages.ts";

const WORDS = ["anchors", "tides", "lighthouses", "gulls", "ropes"];
const MODEL = { id: "none", dimensions: 1 };

/** A question that is being answered, and what was found since it was asked. */
interface Asking {
  readonly word: string;
  readonly program: Program;
  /** Each time that it was another. */
  readonly found: ReadonlySet<string>[];
}

/**
 * Who asks while documents come and go, of a process of its own that crashes, on the real path with the real stage of its
 * cache; what it keeps is as lasting as a database. All is decided by a stream of its own.
 */
export class Askers {
  answers = 0;
  hits = 0;
  broken: string | undefined;
  readonly #world: World;
  readonly #answers: InMemoryAnswers;
  readonly #random: Random;
  readonly #asking = new Set<Asking>();
  #program: Program;
  #path: QuestionPath;
  #starts = 0;

  constructor(world: World, seed: number) {
    this.#world = world;
    this.#random = new Random(seed);
    this.#answers = new InMemoryAnswers(world.store.rows);
    this.#program = this.#start();
    this.#path = this.#open();
  }

  /** After each step in which rows may have changed. */
  observe(): void {
    const found = new Set(this.#answers.observe(READER).keys());
    for (const asking of this.#asking) asking.found.push(found);
  }

  crash(): void {
    this.#program.crash();
    for (const asking of this.#asking) if (asking.program === this.#program) this.#asking.delete(asking);
    this.#program = this.#start();
    this.#path = this.#open();
  }

  async ask(): Promise<void> {
    const word = this.#random.pick(WORDS) ?? "";
    const found = new Set(this.#answers.observe(READER).keys());
    const asking: Asking = { word, program: this.#program, found: [found] };
    this.#asking.add(asking);
    try {
      const asked = {
        question: `What of ${word}?`,
        asOf: undefined,
        within: undefined,
        subject: "somebody",
        earlier: [],
      };
      for await (const event of this.#path.answer(READER, asked, new AbortController().signal))
        if (event.kind === "answer" && this.#asking.has(asking)) this.#check(asking, event.answer);
    } catch (error) {
      // Whoever asked got an error, and was told nothing.
      if (!(error instanceof FootnoteError)) throw error;
    } finally {
      this.#asking.delete(asking);
    }
  }

  #check({ word, found }: Asking, { cached, citations }: Answer): void {
    this.answers += 1;
    if (cached !== undefined) this.hits += 1;
    const rested = citations.map(({ document, version }) => `${document} ${version}`);
    this.#world.scheduler.note(`somebody is told of ${word}${cached ? " what was told before" : ""}`);
    if (!found.some((moment) => rested.every((one) => moment.has(one))))
      this.broken ??= `R6: what is told of ${word} was never so at one moment while it was asked`;
    const always = [...(found[0] ?? [])].filter((one) => found.every((moment) => moment.has(one)));
    const speaks = new Set(
      visibleChunks(this.#world.store.rows, READER, undefined)
        .filter(({ chunk }) => chunk.text.toLowerCase().includes(word))
        .map(({ row, version }) => `${row.id} ${version.version}`),
    );
    const lacking = always.find((one) => speaks.has(one) && !rested.includes(one));
    if (lacking !== undefined)
      this.broken ??= `R6: ${cached ? "what was told before" : "an answer"} of ${word} lacks ${lacking}`;
  }

  #start(): Program {
    // Its calls draw from its own stream, so that the history of all others is the same with it or without.
    const world = this.#world;
    const surroundings = {
      scheduler: world.scheduler,
      random: this.#random,
      get faults() {
        return world.faults;
      },
      isUnchecked: false,
    };
    return new Program(`query${++this.#starts}`, surroundings as never);
  }

  #open(): QuestionPath {
    const { store } = this.#world;
    const program = this.#program;
    const passages = inMemoryPassages(store.rows);
    const verified = ({ citations }: Pick<AnswerPart, "citations">) =>
      program.call("verify", async () => {
        const texts = await passages.texts(READER, citations, "live");
        return citations.every(({ quote }, at) => texts[at] === quote);
      });
    const count = () => program.call("count", () => 0);
    const { port } = this.#answers;
    const cache = {
      ...port,
      lookUp: (...asked) => program.call("look up", () => port.lookUp(...asked)),
      keep: (...kept) => program.call("keep", () => port.keep(...kept)),
      end: (...ended) => program.call("end", () => port.end(...ended)),
    } as typeof port;
    return openQuestionPath({
      understand: async ({ question }) => ({ question }),
      find: (_, { question }) => {
        const word = WORDS.find((one) => question.includes(one)) ?? "";
        return program.call("find", () => foundBy(store.rows, word));
      },
      expand: (_, candidates) => program.call("expand", () => sectionsOf(store.rows, candidates)),
      answerer: {
        id: "cites all",
        async *answer({ passages: found }) {
          for (const { candidate, section } of found) {
            const citation: Citation = { ...candidate, quote: section.text };
            yield { kind: "part", part: { blocks: [], text: section.text, citations: [citation] } };
          }
        },
      },
      isVerified: (_, part) => verified(part),
      count,
      caching: openCachingStage({
        cache: cache as AnswerCache,
        recipe: "simulated",
        keeping: { milliseconds: 3_600_000, byBucket: new Map() },
        normalise: (question) => question,
        agree: () => false,
        embedder: { model: MODEL as never, embed: async () => [] },
        isVerified: (_, part) => verified(part),
        count,
        clock: { now: () => this.#world.scheduler.date(), elapsed: () => this.#world.scheduler.now },
        onTrouble: () => undefined,
      }),
    });
  }
}

/** All that is found rests on everything that is found: whatever else appears ends the answer. */
function foundBy(rows: World["store"]["rows"], word: string) {
  const visible = visibleChunks(rows, READER, undefined);
  const versions = new Map(
    visible.map(({ row, version }) => [row.id, { document: row.id, version: version.version }]),
  );
  const candidates = visible
    .filter(({ chunk }) => chunk.text.toLowerCase().includes(word))
    .map(({ row, version, chunk }) => ({
      document: row.id,
      version: version.version,
      bucket: row.bucket,
      key: row.key,
      start: chunk.start,
      end: chunk.end,
      parent: { start: chunk.start, end: chunk.end },
      text: chunk.text,
      places: [],
    })) as unknown as Candidate[];
  return {
    candidates,
    ranking: [],
    read: { versions: [...versions.values()], lists: [], models: [], floors: {}, bar: null, isWhole: true },
    questionVector: new Float32Array([1]),
    questionModel: MODEL,
  };
}

function sectionsOf(rows: World["store"]["rows"], candidates: readonly Candidate[]): AnswerPassage[] {
  const live = new Set(
    visibleChunks(rows, READER, undefined).map(({ row, version }) => `${row.id} ${version.version}`),
  );
  return candidates
    .filter(({ document, version }) => live.has(`${document} ${version}`))
    .map(({ start, end, text, ...candidate }) => ({
      candidate: { ...candidate, start, end, text },
      section: { start, end, text, blocks: [] },
      found: [],
    }));
}
