export { type Agreement, agree, type Disagreement } from "./agreement/agree.ts";
export {
  type CalibrationParts,
  type CalibrationReport,
  calibrate,
  MOST_QUESTIONS,
} from "./calibration/calibrate.ts";
export type { CalibrationAims } from "./calibration/choose-threshold.ts";
export { normalise } from "./normalise/normalise.ts";
