import { z } from "zod";
import { httpUrl, name, section, text, wholeNumber } from "./values.ts";

// From 32 tokens on half of a chunk, which is what the headings above it leave at least, still holds a sentence.
const chunkSize = wholeNumber(32, 8_192).optional();
const sized = { size: chunkSize };
export const overlapping = { size: chunkSize, overlap: wholeNumber(0, 4_095).optional() };
const chunkingWithOverlap = <const T extends string>(strategy: T) =>
  section({ strategy: z.literal(strategy), ...overlapping }).refine(
    ({ size, overlap }) => size === undefined || overlap === undefined || overlap < size / 2,
    { path: ["overlap"], error: "must be less than half of the size" },
  );

const chunking = z.discriminatedUnion(
  "strategy",
  [
    section({ strategy: z.literal("structure"), ...sized }),
    section({ strategy: z.literal("parent-child"), ...sized }),
    section({ strategy: z.literal("semantic"), ...sized }),
    chunkingWithOverlap("recursive"),
    chunkingWithOverlap("fixed"),
  ],
  {
    error: (issue) =>
      issue.code === "invalid_union"
        ? "must be one of structure, parent-child, recursive, fixed, semantic"
        : "must be a group of settings",
  },
);

/** Names are those that S3 allows; what follows is the beginning of the keys that belong to the bucket. */
const bucketUrl = (() => {
  const message =
    "must be an address such as s3://name or s3://name/prefix; server and keys are set elsewhere (s3.endpoint, AWS_ACCESS_KEY_ID)";
  return z.string(message).regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^?#]*)?$/, message);
})();

export const bucketSchema = section({
  name,
  // One of the two says where it lies.
  folder: text("must be the path of a folder").optional(),
  url: bucketUrl.optional(),
  readers: z
    .array(text("must be the name of a group or person"), "must be a list of groups or people")
    .min(1, "must name at least one group or person, else nobody could read the bucket")
    .default(["everyone"]),
  chunking: chunking.prefault({ strategy: "structure" }),
  // Of answers that rest on it; 0: they are made anew each time.
  cacheHours: wholeNumber(0, 8_760).optional(),
}).refine(({ folder, url }) => (folder === undefined) !== (url === undefined), {
  path: ["folder"],
  error: "must be the path of a folder, or else url an address such as s3://name/prefix: one of the two",
});

/** For all buckets whose url begins with s3://. Keys come from where AWS's own tools find them. */
export const s3 = section({
  // Of a server that is not AWS's.
  endpoint: httpUrl.optional(),
  region: text("must be the name of a region, such as eu-central-1").optional(),
  // The bucket's name in the path and not in the host's name; where an endpoint is set it is there by default.
  pathStyle: z.boolean("must be true or false").optional(),
  // The tag of an object that names who may read it, in place of the bucket's readers.
  accessTag: z
    .string("must be the name of a tag")
    .regex(/^[\p{L}\p{N}+\-=._:/@ ]{1,128}$/u, "must be the name of a tag, such as footnote-access")
    .optional(),
});
