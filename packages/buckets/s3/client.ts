import { S3Client } from "@aws-sdk/client-s3";

export interface S3Server {
  /** Of a server that is not AWS's, such as http://127.0.0.1:7070. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  /** The bucket's name in the path; by default where there is an endpoint, since few servers have a name for each bucket. */
  readonly pathStyle?: boolean | undefined;
}

/** In milliseconds; that of the socket between one byte and the next. Kept connections may have been forgotten on their way, each of them. */
const TIMEOUTS = { connectionTimeout: 5_000, socketTimeout: 15_000 };
const MOST_ATTEMPTS = 3;

/** Credentials come from where AWS's own tools find them: variables, profiles, roles. */
export function openS3Client({ endpoint, region, pathStyle }: S3Server): S3Client {
  return new S3Client({
    ...(endpoint === undefined ? {} : { endpoint }),
    // A server of one's own does not care, and the signature needs one.
    ...(region !== undefined ? { region } : endpoint !== undefined ? { region: "us-east-1" } : {}),
    forcePathStyle: pathStyle ?? endpoint !== undefined,
    maxAttempts: MOST_ATTEMPTS,
    requestHandler: TIMEOUTS,
    // Servers other than AWS's do not all know the newer checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}
