/** The service answers patient-view only, and opening a chart always may concern it. */
export const concerns = (): boolean => true;
