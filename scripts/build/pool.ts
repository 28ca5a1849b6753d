/** A stage's bundle on worker threads, or on the main thread where the work is too small to start any. */
import { pathToFileURL } from 'node:url';

export type Runner<Task, Outcome> = { run: (task: Task) => Promise<Outcome>; close: () => Promise<void> };

/** `file` exports `run(task)`. A throw in it rejects that task's promise alone. */
export async function openRunner<Task, Outcome>(
  file: string,
  threads: number,
): Promise<Runner<Task, Outcome>> {
  if (threads === 0) {
    const { run } = (await import(pathToFileURL(file).href)) as { run: (task: Task) => Promise<Outcome> };
    return { run, close: async () => undefined };
  }
  const { Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    filename: pathToFileURL(file).href,
    runtime: 'worker_threads',
    minThreads: threads,
    maxThreads: threads,
    isolateWorkers: false,
    // The loader of the command line is of no use to a bundle and slows its start.
    execArgv: [],
  });
  return {
    run: (task) => pool.run(task, { name: 'run' }) as Promise<Outcome>,
    close: () => pool.destroy(),
  };
}

/**
 * Runs `work` over what `source` yields with at most `most` at once, so that memory holds a few batches whatever
 * the source's length. The first failure ends it, after the running ones are done.
 */
export async function inFlight<T>(
  source: AsyncIterable<T> | Iterable<T>,
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const item of source) {
    if (failures.length > 0) break;
    const one: Promise<void> = work(item)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => void running.delete(one));
    running.add(one);
    if (running.size >= most) await Promise.race(running);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
