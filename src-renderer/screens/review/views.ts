/** What the review shows, one at a time; the first is shown without a choice. */
export const reviewViews = ['groups', 'suggestions', 'doubtful', 'twoNames'] as const;
export type ReviewView = (typeof reviewViews)[number];
