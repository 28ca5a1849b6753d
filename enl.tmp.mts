import { enlarge } from './scripts/bench/enlarge.ts';
const t=performance.now();
const m = await enlarge('/tmp/pt/refdata', 1_000_000, '/tmp/pt/client/million2');
console.log(m.tables.papers.rows, (performance.now()-t)/1e3);
