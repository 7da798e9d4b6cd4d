import { S3ServiceException } from "@aws-sdk/client-s3";
import { FootnoteError } from "@footnote/contracts";

/** What the server calls the error. What HEAD is answered with has no body, and so no name but its status. */
export function codeOf(error: unknown): string {
  if (error instanceof S3ServiceException) return error.name;
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === "string" ? code : typeof name === "string" ? name : "unknown error";
}

export function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

const SET_ENDPOINT =
  "Start the server, or correct s3.endpoint (FOOTNOTE_S3_ENDPOINT); without it the bucket is looked for at AWS.";
const SET_KEYS = "Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile or role that is used.";
const SET_REGION = "Set s3.region (FOOTNOTE_S3_REGION, or AWS_REGION) to the region that the bucket lies in.";

/** By the server's name for it: what is wrong with the whole bucket, whatever key was asked for. */
const OF_THE_BUCKET: Readonly<Record<string, readonly [what: string, action: string]>> = {
  NoSuchBucket: [
    "does not exist",
    "Make the bucket, or correct its address in --bucket NAME=s3://… or footnote.config.yaml.",
  ],
  InvalidBucketName: [
    "cannot be the name of a bucket",
    "Correct its address in --bucket NAME=s3://… or footnote.config.yaml.",
  ],
  InvalidAccessKeyId: ["does not know the access key", SET_KEYS],
  XAdminUserNotFound: ["does not know the access key", SET_KEYS],
  SignatureDoesNotMatch: ["does not accept the secret key", SET_KEYS],
  ExpiredToken: ["does not accept credentials that have expired", SET_KEYS],
  InvalidToken: ["does not accept the session token", SET_KEYS],
  CredentialsProviderError: [
    "cannot be asked without credentials",
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile or role as AWS's own tools read them.",
  ],
  RequestTimeTooSkewed: [
    "does not accept the time of this machine's clock",
    "Set the clock of this machine, or of the server.",
  ],
  AuthorizationHeaderMalformed: ["lies in another region", SET_REGION],
  PermanentRedirect: ["lies in another region", SET_REGION],
  IllegalLocationConstraintException: ["lies in another region", SET_REGION],
  ENOTFOUND: ["cannot be reached: no host is known by that name", SET_ENDPOINT],
  ECONNREFUSED: ["cannot be reached: nothing listens there", SET_ENDPOINT],
  EPROTO: [
    "cannot be spoken to over TLS",
    `Begin s3.endpoint with http:// if the server knows no TLS. ${SET_ENDPOINT}`,
  ],
};

const NOT_REACHED = ["cannot be reached", SET_ENDPOINT] as const;

/** Where the bucket is looked for, in words: never a key. */
export interface Whereabouts {
  /** s3://name/prefix. */
  readonly url: string;
  /** http://host:port, or AWS. */
  readonly server: string;
}

/**
 * What cannot be seen is not gone: whatever keeps us from the bucket says that it is not there.
 * @param key undefined where the bucket itself was asked after
 */
export function failure(where: Whereabouts, key: string | undefined, error: unknown): FootnoteError {
  if (error instanceof FootnoteError) return error;
  const code = codeOf(error);
  const status = statusOf(error);
  const known = Object.hasOwn(OF_THE_BUCKET, code) ? OF_THE_BUCKET[code] : undefined;
  if (known !== undefined || status === undefined) {
    const [what, action] =
      known ?? (isAboutRegion(error) ? ["needs a region to be asked", SET_REGION] : NOT_REACHED);
    const shown = known === undefined ? ` (${code})` : "";
    return new FootnoteError("bucket_absent", `The bucket ${where.url} (${where.server}) ${what}${shown}.`, {
      action,
      cause: causeOf(error),
    });
  }
  if (key === undefined)
    return new FootnoteError(
      "bucket_absent",
      status === 403
        ? `The bucket ${where.url} (${where.server}) may not be listed with these credentials (${code}).`
        : `The bucket ${where.url} (${where.server}) cannot be listed (${code}).`,
      {
        action:
          status === 403
            ? "Allow s3:ListBucket and s3:GetObject on it, or use other credentials (AWS_ACCESS_KEY_ID)."
            : "Look at the server's log; it is tried again by itself.",
        cause: causeOf(error),
      },
    );
  return new FootnoteError(
    "object_unreadable",
    status === 403
      ? `Footnote is not allowed to read "${key}" in the bucket ${where.url} (${code}).`
      : `"${key}" in the bucket ${where.url} cannot be read (${code}).`,
    {
      action:
        status === 403
          ? "Allow s3:GetObject on it, and the use of the key that it is encrypted with."
          : "Look at the server's log; it is tried again by itself.",
      cause: causeOf(error),
    },
  );
}

/** Without the request, whose headers hold the access key. */
function causeOf(error: unknown): Error {
  return new Error(error instanceof Error ? `${codeOf(error)}: ${error.message}` : "unknown error");
}

function isAboutRegion(error: unknown): boolean {
  return error instanceof Error && error.message === "Region is missing";
}
