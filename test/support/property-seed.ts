import fc from "fast-check";

/**
 * The same inputs in every run of the suite, so that a change is refused for what it does and not by chance. To look for new
 * ones: `PROPERTY_SEED=$RANDOM npm test`. What that finds becomes an example of its property.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
