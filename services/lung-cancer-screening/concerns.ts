/** Opening the chart always may concern screening; the service has no other hook. */
export const concerns = (): boolean => true;
