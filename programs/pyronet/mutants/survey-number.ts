/** The number that takes no check away and makes the program say which check it met last. */
export const surveyed = 0xffff_ffff;
