import { test } from "vitest";
import { holdAnswers } from "../testing/written-answers.ts";

// Ten thousand of them in test/attacks/injected-instructions.test.ts.
test("S2: no sentence is shown whose quote is not in that version at that span", () => holdAnswers(300));
