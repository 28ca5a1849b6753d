/** Direct labels at the end of lines, moved apart so that none covers another. */

export type Label = { id: string; y: number; height: number };
export type PlacedLabel = {
  id: string;
  /** Where it wants to be. */ at: number;
  /** Its middle. */ y: number;
};

/**
 * Middles as near as can be (least squares) to the wanted ones, in the same order, without overlap and within
 * `[top, bottom]`: pool-adjacent-violators on the labels taken one height apart (Barlow et al. 1972). Where there
 * is less room than labels they are spread evenly, so an overlap is shared rather than hidden.
 */
export function placeLabels(labels: readonly Label[], top: number, bottom: number): PlacedLabel[] {
  const sorted = [...labels].sort((a, b) => a.y - b.y || a.id.localeCompare(b.id));
  const needed = sorted.reduce((sum, label) => sum + label.height, 0);
  const squeeze = needed > bottom - top && needed > 0 ? (bottom - top) / needed : 1;

  type Block = { wanted: number; count: number; height: number; members: { label: Label; offset: number }[] };
  const blocks: Block[] = [];
  const startOf = (block: Block) => {
    const start = block.wanted / block.count;
    return Math.max(top, Math.min(start, bottom - block.height));
  };
  for (const label of sorted) {
    const height = label.height * squeeze;
    let block: Block = {
      wanted: label.y - height / 2,
      count: 1,
      height,
      members: [{ label, offset: height / 2 }],
    };
    for (
      let before = blocks.at(-1);
      before && startOf(before) + before.height > startOf(block);
      before = blocks.at(-1)
    ) {
      blocks.pop();
      const shift = before.height;
      block = {
        wanted: before.wanted + block.wanted - shift * block.count,
        count: before.count + block.count,
        height: shift + block.height,
        members: [
          ...before.members,
          ...block.members.map((member) => ({ ...member, offset: member.offset + shift })),
        ],
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) =>
    block.members.map(({ label, offset }) => ({ id: label.id, at: label.y, y: startOf(block) + offset })),
  );
}

/** Width of a text in a system font, near enough to leave room for it (em a character, measured on Latin text). */
export const textWidth = (text: string, size: number, weight: 'normal' | 'bold' = 'normal'): number =>
  text.length * size * (weight === 'bold' ? 0.6 : 0.54);
