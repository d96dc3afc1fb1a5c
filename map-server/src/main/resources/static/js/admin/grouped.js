/** A map from each key to its members, in the order in which they come. Pure; `Map.groupBy` is too young for some browsers. */
export function grouped(members, keyOf) {
  const groups = new Map();
  for (const member of members) {
    const key = keyOf(member);
    if (groups.has(key)) groups.get(key).push(member);
    else groups.set(key, [member]);
  }
  return groups;
}
