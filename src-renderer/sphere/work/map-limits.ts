/** All pairs are compared in each of many rounds: of more people a sample is drawn, as all would take minutes. */
export const mostOnMap = 5000;
