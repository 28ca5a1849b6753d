/** Entry of the bundle whose hash tells whether terms found by an earlier build still hold. */
export { termFinder } from '../../src/core/topics/discover.ts';
