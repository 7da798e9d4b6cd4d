/** How many candidates each leg contributes. */
export const LEG_DEPTH = 100;
