/** A real Spark cluster on this machine's loopback: a master and workers, each its own process, for tests and trials. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export type Cluster = {
  master: string;
  /** Kills a worker with its executor, as a machine that loses power. Throws if there is none such. */
  kill: (worker: number) => void;
  stop: () => void;
};
export type ClusterOptions = { home: string; folder: string; workers: number; memory?: string };

const WAIT = 60_000;

/** Starts master and workers and waits until the master knows them all. Logs lie in `folder`. */
export async function startCluster({
  home,
  folder,
  workers,
  memory = '1g',
}: ClusterOptions): Promise<Cluster> {
  mkdirSync(folder, { recursive: true });
  const [port, web] = [await freePort(), await freePort()];
  const children: ChildProcess[] = [];
  const begin = (name: string, args: string[]) => {
    const child = spawn(join(home, 'bin/spark-class'), args, {
      cwd: folder,
      // A group of its own, so that a worker dies with the executors that it started.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        SPARK_HOME: home,
        SPARK_LOCAL_IP: '127.0.0.1',
        SPARK_LOCAL_HOSTNAME: 'localhost',
      },
    });
    const log = createWriteStream(join(folder, `${name}.log`));
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    children.push(child);
    return child;
  };
  const end = (child: ChildProcess) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  const stop = () => children.forEach(end);
  try {
    const ports = ['--host', '127.0.0.1', '--port', String(port), '--webui-port', String(web)];
    begin('master', ['org.apache.spark.deploy.master.Master', ...ports]);
    const master = `spark://127.0.0.1:${port}`;
    await until('the master answers', async () => (await alive(web)) !== null);
    for (let i = 0; i < workers; i++) {
      const place = ['--host', '127.0.0.1', '--work-dir', join(folder, `worker-${i}`), '--webui-port', '0'];
      const size = ['--cores', '1', '--memory', memory];
      begin(`worker-${i}`, ['org.apache.spark.deploy.worker.Worker', ...place, ...size, master]);
    }
    await until(`${workers} workers are there`, async () => (await alive(web)) === workers);
    return {
      master,
      kill: (worker) => {
        const child = children[worker + 1];
        if (!child) throw new Error(`no worker ${worker}`);
        end(child);
      },
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Workers that the master counts as alive; null while it does not answer. */
async function alive(web: number): Promise<number | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${web}/json/`);
    return ((await answer.json()) as { aliveworkers: number }).aliveworkers;
  } catch {
    return null;
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`after ${WAIT / 1000} s still not: ${what}. Its logs say why.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
