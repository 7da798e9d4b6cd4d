import { expect, test } from "vitest";
import { signatureOf } from "./sign.ts";

test("the signature is that of Standard Webhooks: its own example", () => {
  expect(
    signatureOf("whsec_plJ3nmyCDGBKInavdOK15jsl", {
      id: "msg_loFOjxBNrRLzqYUf",
      timestamp: 1731705121,
      body: '{"event_type":"ping","data":{"success":true}}',
    }),
  ).toBe("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
});
