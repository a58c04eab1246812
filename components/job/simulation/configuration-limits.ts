/** What a page reads at most: a million atoms with velocities. The engine itself goes further. */
export const largestConfigurationBytes = 128 * 1_024 * 1_024;
