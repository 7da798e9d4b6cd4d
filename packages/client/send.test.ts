import { expect, test } from "vitest";
import { problemOf } from "./send.ts";

test("a problem's own code, detail and action are what is told", () => {
  const body = JSON.stringify({
    title: "Bad request",
    detail: "The question is empty.",
    action: "Write a question.",
    code: "request_invalid",
  });
  expect(problemOf(400, body)).toMatchObject({
    message: "The question is empty.",
    action: "Write a question.",
    code: "request_invalid",
  });
});

test.each(["", "<html>502</html>", "null", "[]", '{"detail": 7, "code": "of_another_version"}'])(
  "a body that explains nothing (%j) still gets words, and a code from its status",
  (body) => {
    const problem = problemOf(502, body);
    expect(problem.message).toBe("Something went wrong inside Footnote.");
    expect(problem.action).not.toBe("");
    expect(problem.code).toBe("internal");
    expect([404, 413, 503, 403, 418].map((status) => problemOf(status, body).code)).toEqual([
      "not_found",
      "request_too_large",
      "unavailable",
      "forbidden",
      "request_invalid",
    ]);
  },
);
