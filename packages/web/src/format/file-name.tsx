import { showName } from "@footnote/contracts";

/** A file's name, whose direction is its own: neither it nor what stands beside it can turn the other around. */
export function FileName({ name }: { readonly name: string }) {
  return <bdi>{showName(name)}</bdi>;
}
