/** An area as a heading: "3D", "Language models"; "Reasoning (area)" where a topic bears the same name. */
export function areaName(area: string, topicNames: ReadonlySet<string>): string {
  const name = /^\d/.test(area) ? area.toUpperCase() : area.charAt(0).toUpperCase() + area.slice(1);
  return topicNames.has(name.toLowerCase()) ? `${name} (area)` : name;
}
