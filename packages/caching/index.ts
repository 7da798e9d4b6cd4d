export { normalise } from "./normalise/normalise.ts";
