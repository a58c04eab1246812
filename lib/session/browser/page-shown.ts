/** Resolves when the page is looked at, or when `leave` is raised. */
export function pageShown(leave: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.hidden && !leave.aborted) return;
      document.removeEventListener('visibilitychange', look);
      leave.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    leave.addEventListener('abort', look);
    look();
  });
}
