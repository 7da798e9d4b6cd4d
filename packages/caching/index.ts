export { type Agreement, agree, type Disagreement } from "./agreement/agree.ts";
export { normalise } from "./normalise/normalise.ts";
