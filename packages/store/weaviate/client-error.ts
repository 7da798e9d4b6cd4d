/** The client exports none of its errors, and gives each the name of its class. */
export function isClientError(error: unknown, ...names: readonly string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}

/** Whether the server answered that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return isClientError(error, "WeaviateUnexpectedStatusCodeError") && "code" in error && error.code === 404;
}
