/** Runs `task` when asked; asked again while it runs, once more afterwards. Never two at a time. */
export const createCoalesced = (
  task: () => Promise<void>,
  onFailure: (error: unknown) => void,
): (() => void) => {
  let running = false
  let again = false
  const run = async (): Promise<void> => {
    running = true
    do {
      again = false
      try {
        await task()
      } catch (error) {
        onFailure(error)
      }
    } while (again)
    running = false
  }
  return () => {
    again = true
    if (!running) void run()
  }
}
