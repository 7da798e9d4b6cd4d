export { fullJitter } from "./back-off.ts";
export { type Clock, systemClock } from "./clock.ts";
export { describeConfiguration, secretsOf, withoutSecrets } from "./configuration/describe.ts";
export { ENVIRONMENT, readBucketOption } from "./configuration/environment.ts";
export { CONFIGURATION_FILE, type ConfigurationSources, loadConfiguration } from "./configuration/load.ts";
export type {
  BucketConfiguration,
  Configuration,
  ConfigurationInput,
  LogLevel,
} from "./configuration/schema.ts";
export { firstAbort } from "./first-abort.ts";
export { type Logger, openLogger } from "./log.ts";
export { makePrivate } from "./private-files.ts";
export { type Release, withReleasers } from "./releasers.ts";
export { hideSecrets, withoutSecretsOfAddress } from "./secrets.ts";
export { type Leave, openTurns, type Turns } from "./turns.ts";
export { within } from "./within.ts";
