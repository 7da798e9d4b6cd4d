// node --import: a clock that is ahead by CLOCK_OFFSET_MS, or behind.
const offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);
const Real = Date;
const now = Real.now.bind(Real);
if (offset !== 0) {
  Real.now = () => now() + offset;
  globalThis.Date = new Proxy(Real, {
    construct: (target, parameters, newTarget) =>
      parameters.length === 0 ? new Real(now() + offset) : Reflect.construct(target, parameters, newTarget),
  });
}
