import { expect, test } from "vitest";
import { RequestFailed, troubleOf, troubleOfBody } from "./trouble.ts";

test("a problem's own detail and action are what people read", () => {
  const body = JSON.stringify({
    title: "Bad request",
    detail: "The question is empty.",
    action: "Write a question.",
  });
  expect(troubleOfBody(400, body)).toEqual({
    what: "The question is empty.",
    action: "Write a question.",
    status: 400,
  });
});

test.each(["", "<html>502</html>", "null", "[]", '{"detail": 7}'])(
  "a body that explains nothing (%j) still gets words",
  (body) => {
    const trouble = troubleOfBody(502, body);
    expect(trouble.what).toBe("Something went wrong inside Footnote.");
    expect(trouble.action).not.toBe("");
  },
);

test("a network failure says that Footnote cannot be reached, a failed request keeps its own words", () => {
  expect(troubleOf(new TypeError("Failed to fetch")).what).toBe("Footnote cannot be reached.");
  const trouble = { what: "Busy.", action: "Wait.", status: 503 };
  expect(troubleOf(new RequestFailed(trouble))).toBe(trouble);
});
