// What makes the form of a kind better, by kind: those that the page's questions need are put in here, between the modules.
export const better = {};
