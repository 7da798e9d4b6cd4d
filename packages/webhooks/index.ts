export { openWebhookOperations } from "./operations.ts";
export { postTo } from "./post.ts";
export { tellWebhooks, type Webhook } from "./tell-webhooks.ts";
